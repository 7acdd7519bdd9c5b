//! Serving: pages, the worker beside them, and a stop that loses nothing.

use super::CommandError;
use crate::{app::App, jobs, web};
use std::{net::SocketAddr, time::Duration};
use tokio_util::sync::CancellationToken;

/// Serves until told to stop; requests in hand are answered first.
#[expect(clippy::print_stdout, reason = "a person who starts the program wants its address")]
pub(super) async fn serve(app: App, without_worker: bool) -> Result<(), CommandError> {
    let _ = any_spawner::Executor::init_tokio();
    let listener = tokio::net::TcpListener::bind(app.config.listen).await?;
    let stop = CancellationToken::new();
    let worker = (!without_worker).then(|| tokio::spawn(jobs::work(app.clone(), stop.clone())));
    println!("serving on {}", app.config.public_url);
    tracing::info!(listen = %listener.local_addr()?, "listening");
    let service = web::service(app).into_make_service_with_connect_info::<SocketAddr>();
    let stopping = stop.clone();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        told_to_stop().await;
        stopping.cancel();
    });
    let give_up = async {
        stop.cancelled().await;
        tokio::time::sleep(Duration::from_secs(20)).await;
    };
    tokio::select! {
        served = serving => served?,
        () = give_up => tracing::warn!("requests were still open after 20 s"),
    }
    if let Some(worker) = worker {
        let _ = tokio::time::timeout(Duration::from_secs(20), worker).await;
    }
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C.
pub(super) async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}
