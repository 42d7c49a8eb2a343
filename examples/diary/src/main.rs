//! `diary`: starts the diary and the simulated portal, and says where to click.

use clap::Parser as _;
use diary::clock::Clock;
use diary::config::Arguments;
use diary::demo::{Demo, DemoConfig};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "the one place that speaks to the operator")]
            {
                eprintln!("diary: {error}");
            }
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let zone = arguments.zone().ok_or("--zone-hours: no such zone")?;
    let demo = Demo::start(DemoConfig {
        listen: arguments.listen,
        stand_port: arguments.stand_port,
        settings: arguments.settings(),
        database: arguments.place(),
        clock: Clock::system(zone),
        uses_pkce: !arguments.no_pkce,
    })
    .await?;
    announce(&demo);
    demo.run().await?;
    Ok(())
}

fn announce(demo: &Demo) {
    let (diary, stand) = (&demo.diary_url, demo.stand.base_url());
    #[expect(clippy::print_stdout, reason = "the one place that speaks to the operator")]
    {
        println!("Дневник:             {diary}/        ← откройте эту страницу");
        println!("Имитация Госуслуг:   {stand}/");
        println!("Кабинет родителя:    {stand}/lk");
        println!("Рабочее место школы: {diary}/desk");
        for staff in &demo.staff {
            println!("    {:10} {}   {}", staff.login, staff.password, staff.role.russian());
        }
        println!("Остановить: Ctrl+C");
    }
}
