//! One instance of the diary: its parts from the settings, and its end.
//!
//! Whatever two instances must agree on is in the store. What an instance holds in memory is a
//! copy with a version (the register), counts of its own (the metrics), and whether it is leaving.

use crate::app::{App, Parts};
use crate::clock::Clock;
use crate::config::{Config, Keeping};
use crate::consent::Consents;
use crate::esia::Esia;
use crate::limits::Gate;
use crate::metrics::Metrics;
use crate::platform::HttpPlatform;
use crate::register::Register;
use crate::stopping::Stopping;
use crate::store::{Store, StoreError};
use crate::{duties, upkeep};
use esia_matching::policy::MatchPolicy;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// An instance that listens and is ready to serve.
#[derive(Debug)]
pub struct Instance {
    /// Where it listens.
    pub address: SocketAddr,
    listener: TcpListener,
    metrics: Option<TcpListener>,
    app: App,
    keeping: Option<Keeping>,
    drain: Duration,
    stop: Duration,
}

/// Why an instance did not start or did not go on; each names the key to look at.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstanceError {
    /// The address is taken or may not be used.
    #[error("server.listen: {0}; give an address that is free")]
    Listen(std::io::Error),
    /// The address for metrics is taken or may not be used.
    #[error("metrics.listen: {0}; give an address that is free")]
    ListenMetrics(std::io::Error),
    /// The database cannot be opened, brought up to date or read.
    #[error("database.url: {0}")]
    Store(#[from] StoreError),
    /// The register cannot be read, or not with these keys.
    #[error("door.key_files, database.url: {0}")]
    Register(StoreError),
    /// The system does not tell of signals.
    #[error("signals cannot be waited for: {0}")]
    Signal(std::io::Error),
    /// The server failed.
    #[error("the server stopped: {0}")]
    Serve(std::io::Error),
}

impl Instance {
    /// Opens the store, reads the register, and listens. Nothing is invented.
    ///
    /// # Errors
    ///
    /// [`InstanceError`].
    pub async fn start(config: Config) -> Result<Self, InstanceError> {
        let store = Store::at(&config.database).await?;
        let store = match config.keys {
            Some(keys) => store.with_keys(keys),
            None => store,
        };
        let register = Register::ready(&store, config.lookup, MatchPolicy::default()).await;
        let register = register.map_err(InstanceError::Register)?;
        let (settings, metrics) = (config.settings, Metrics::new());
        let platform = HttpPlatform::new(
            config.consents_http,
            config.consents_url,
            config.consents_secret,
            metrics.calls.clone(),
        );
        let app = App::new(Parts {
            gate: Gate::new(&settings.limits),
            consents: Consents::new(platform, settings.policy, settings.consent_staleness),
            settings,
            clock: Clock::system(config.zone),
            store,
            register,
            stopping: Stopping::default(),
            esia: Esia {
                contour: config.esia.contour,
                client: Arc::new(config.esia.client),
                signer: Arc::new(config.esia.signer),
                verifier: config.esia.verifier,
                uses_pkce: config.esia.uses_pkce,
                http: config.esia.http,
                patience: config.esia.request,
                calls: metrics.calls.clone(),
            },
            metrics,
        });
        let listener = TcpListener::bind(config.listen).await.map_err(InstanceError::Listen)?;
        let address = listener.local_addr().map_err(InstanceError::Listen)?;
        let metrics = match config.metrics {
            Some(at) => Some(TcpListener::bind(at).await.map_err(InstanceError::ListenMetrics)?),
            None => None,
        };
        let (keeping, drain, stop) = (config.keeping, config.drain, config.stop);
        Ok(Self { address, listener, metrics, app, keeping, drain, stop })
    }

    /// Where machines ask for metrics, if not at the same address.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref()?.local_addr().ok()
    }

    /// The diary itself, without the place where it listens.
    #[must_use]
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Serves until SIGTERM or SIGINT. Then `/readyz` says that this instance is leaving; after a
    /// pause it takes no more connections, and what is under way ends within its bound.
    ///
    /// # Errors
    ///
    /// [`InstanceError`].
    pub async fn run(self) -> Result<(), InstanceError> {
        let told = told_to_stop()?;
        let (closing, mut closed) = watch::channel(false);
        let router = self.app.clone().router();
        let router = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = axum::serve(self.listener, router)
            .with_graceful_shutdown(async move { drop(closed.wait_for(|it| *it).await) });
        let mut server = tokio::spawn(serving.into_future());
        let duties = tokio::spawn(duties::meet(self.app.clone()));
        let upkeep = tokio::spawn(upkeep::keep_up(self.app.clone(), self.keeping));
        let machines = self.metrics.map(|listener| {
            tokio::spawn(axum::serve(listener, self.app.clone().machines()).into_future())
        });
        tokio::select! {
            () = told => {}
            ended = &mut server => return finished(ended),
        }
        tracing::info!(kind = "stopping", drain_seconds = self.drain.as_secs());
        self.app.stopping.begin();
        tokio::time::sleep(self.drain).await;
        closing.send_replace(true);
        let ended = tokio::time::timeout(self.stop, &mut server).await;
        duties.abort();
        upkeep.abort();
        machines.inspect(tokio::task::JoinHandle::abort);
        if let Ok(ended) = ended {
            finished(ended)?;
            tracing::info!(kind = "stopped");
        } else {
            server.abort();
            tracing::warn!(kind = "stopped_with_requests_under_way");
        }
        Ok(())
    }
}

fn finished(
    ended: Result<std::io::Result<()>, tokio::task::JoinError>,
) -> Result<(), InstanceError> {
    ended.map_err(std::io::Error::other).and_then(|served| served).map_err(InstanceError::Serve)
}

/// Waits for SIGTERM or SIGINT; from this call on, neither ends the process by itself.
#[cfg(unix)]
fn told_to_stop() -> Result<impl Future<Output = ()>, InstanceError> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(InstanceError::Signal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(InstanceError::Signal)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Waits for Ctrl+C.
#[cfg(not(unix))]
fn told_to_stop() -> Result<impl Future<Output = ()>, InstanceError> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
