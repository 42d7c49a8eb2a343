//! `diary staff`: whoever works at the desk, before anybody can sign in there.

use super::{SettingsFile, serve};
use crate::desk::password;
use crate::store::{Role, Staff, Store};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What can be done to the staff.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Puts a member of staff in, or gives the one of this login another name, role and password
    Add(Add),
}

/// `diary staff add`.
#[derive(Clone, Debug, Args)]
pub struct Add {
    /// The name to sign in with
    login: String,
    /// The name that colleagues know
    #[arg(long)]
    name: String,
    /// What the person may do
    #[arg(long, value_enum)]
    role: RoleWord,
    /// The school whose records and appeals the person sees, as the register names it; those of all
    /// schools where none is given
    #[arg(long)]
    school: Option<String>,
    /// A file with the password, of 12 signs at least
    #[arg(long, value_name = "FILE")]
    password_file: PathBuf,
    #[command(flatten)]
    settings: SettingsFile,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleWord {
    /// Works on cases, proposes changes
    Secretary,
    /// The same, and decides on the changes of others
    Head,
    /// Reads explanations, sees no value of the journal
    Support,
}

/// Does it.
///
/// # Errors
///
/// A password that cannot be read or is short, settings that cannot be used, a store that fails.
pub async fn run(command: Command) -> Result<(), Box<dyn std::error::Error>> {
    let Command::Add(add) = command;
    let text = std::fs::read_to_string(&add.password_file)
        .map_err(|error| format!("--password-file cannot be read: {error}"))?;
    let text = text.trim();
    if text.chars().count() < LENGTH_MIN {
        return Err(format!("--password-file: fewer than {LENGTH_MIN} signs").into());
    }
    let config = serve::read(&add.settings)?;
    let store =
        Store::at(&config.database).await.map_err(|error| format!("database.url: {error}"))?;
    let role = match add.role {
        RoleWord::Secretary => Role::Secretary,
        RoleWord::Head => Role::Head,
        RoleWord::Support => Role::Support,
    };
    let password_hash = password::hash(text)?;
    let Add { login, name, school, .. } = add;
    store.put_staff(&Staff { login, name, role, school, password_hash }).await?;
    Ok(())
}

/// The fewest signs of a password.
const LENGTH_MIN: usize = 12;
