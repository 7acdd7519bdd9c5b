//! Serving: pages, the worker beside them, and a stop that loses nothing.

use super::CommandError;
use crate::{app::App, jobs, web};
use std::{net::SocketAddr, sync::atomic::Ordering, time::Duration};
use store::{Scope, operations::mail_held};
use tokio_util::sync::CancellationToken;

/// Serves until told to stop; requests in hand are answered first.
#[expect(clippy::print_stdout, reason = "a person who starts the program wants its address")]
pub(super) async fn serve(app: App, without_worker: bool) -> Result<(), CommandError> {
    let _ = any_spawner::Executor::init_tokio();
    let listener = tokio::net::TcpListener::bind(app.config.listen).await?;
    let stop = CancellationToken::new();
    metrics(&app).await?;
    tell_of_held_mail(&app).await?;
    let worker = (!without_worker).then(|| tokio::spawn(jobs::work(app.clone(), stop.clone())));
    println!("serving on {}", app.config.public_url);
    let (draining, drain) = (app.draining.clone(), app.config.drain);
    tracing::info!(listen = %listener.local_addr()?, "listening");
    let service = web::service(app).into_make_service_with_connect_info::<SocketAddr>();
    let stopping = stop.clone();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        told_to_stop().await;
        // Until the balancer has seen `/healthz`, requests are still taken; a second signal cuts this short.
        draining.store(true, Ordering::Relaxed);
        tokio::select! {
            () = tokio::time::sleep(drain) => {}
            () = told_to_stop() => {}
        }
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

/// Works on jobs until told to stop; a job in hand is finished first.
pub(super) async fn work(app: App) -> Result<(), CommandError> {
    metrics(&app).await?;
    tell_of_held_mail(&app).await?;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(jobs::work(app, stop.clone()));
    told_to_stop().await;
    stop.cancel();
    let _ = worker.await;
    Ok(())
}

/// A restored installation says at each start why no mail leaves.
async fn tell_of_held_mail(app: &App) -> Result<(), CommandError> {
    let tx = app.store.read(&Scope::system("look for held mail")).await?;
    if mail_held(&tx).await?.is_some() {
        tracing::warn!("mail is held after a restore: `hiromeru mails release` lets it leave");
    }
    Ok(())
}

/// Answers `/metrics` on its own address, if one is configured.
async fn metrics(app: &App) -> Result<(), CommandError> {
    if let Some(address) = app.config.metrics_listen {
        let listener = tokio::net::TcpListener::bind(address).await?;
        tokio::spawn(crate::operations::metrics::serve(listener, app.clone()));
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
