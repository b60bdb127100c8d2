//! The HTTP server: reads a request, applies faults, handles it, and logs
//! it.

pub mod attachments;
pub mod channels;
pub mod commands;
pub mod errors;
pub mod guilds;
pub mod interaction_callback;
pub mod rate_limit;
pub mod request;
pub mod response;
pub mod routes;
pub mod threads;
pub mod webhooks;

use std::sync::Arc;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, Query, Request, State as Shares};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde_json::Value;

use crate::faults::RestFault;
use crate::gateway;
use crate::log;
use crate::model::interactions::Record;
use crate::net::tcp::Cutter;
use crate::rest::errors::{ACKNOWLEDGED, ApiError, UNAUTHORIZED};
use crate::rest::request::{Incoming, read};
use crate::rest::response::{Outgoing, finish};
use crate::rest::routes::{Call, Route};
use crate::state::{Shared, State};
use crate::validation::{messages, openapi};

const API: &str = "/api/v10";

pub fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", any(upgrade))
        .route("/attachments/{id}/{name}", get(attachments::serve))
        .fallback(handle)
        .with_state(shared)
}

async fn upgrade(
    Shares(shared): Shares<Arc<Shared>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    Query(query): Query<Vec<(String, String)>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    if shared.look(|state| state.settings.is_out) {
        let refused = log::Event::Fault("a connection refused, in an outage".to_owned());
        shared.change(|state| {
            state.refused += 1;
            state.note(refused);
        });
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let version = query.iter().find(|(key, _)| key == "v");
    let version = version.and_then(|(_, version)| version.parse().ok());
    upgrade.on_upgrade(move |socket| gateway::serve(shared, socket, cutter, version))
}

async fn handle(
    Shares(shared): Shares<Arc<Shared>>,
    ConnectInfo(cutter): ConnectInfo<Cutter>,
    request: Request,
) -> Response {
    let incoming = read(request).await;
    let path = incoming.path.strip_prefix(API).unwrap_or("");
    let route = routes::find(&incoming.method, path);
    let template = route.as_ref().map_or(path, |route| route.template);
    let fault = shared.change(|state| {
        let fault = state.faults.take(&incoming.method, template, path);
        if let Some(fault) = &fault {
            let text = format!("{fault:?} on {} {}", incoming.method, incoming.path);
            state.note(log::Event::Fault(text));
        }
        fault
    });
    if let Some(RestFault::Delay(delay)) = fault {
        tokio::time::sleep(delay).await;
    }
    let outgoing = match &fault {
        Some(RestFault::Status(answer)) => answer.clone(),
        Some(RestFault::Hang | RestFault::Reset) => Outgoing::nothing(),
        _ => admit(&shared, &incoming, route.as_ref(), fault.is_some()),
    };
    let outgoing = match fault {
        Some(RestFault::AfterApplying(status)) => {
            Outgoing::error(status, 0, &format!("{status}: a fault"))
        }
        Some(RestFault::Header(name, value)) => outgoing.with([(name, value.to_owned())]),
        _ => outgoing,
    };
    shared.change(|state| {
        let request = log::Request {
            at: state.world.clock.elapsed(),
            method: incoming.method.clone(),
            route: template.to_owned(),
            path: incoming.path.clone(),
            query: incoming.query.clone(),
            body: incoming.body.clone().unwrap_or(Value::Null),
            audit_reason: incoming.audit_reason(),
            status: outgoing.status,
            answer: outgoing.body.clone(),
            is_faulty: fault.is_some(),
        };
        state.log.request(request);
    });
    finish(outgoing, fault, &cutter).await
}

/// Handles a request, unless it exceeds a rate limit.
fn admit(
    shared: &Shared,
    incoming: &Incoming,
    route: Result<&Route, &ApiError>,
    is_faulty: bool,
) -> Outgoing {
    let counted = shared.change(|state| {
        let (rates, clock) = (state.rates.as_mut()?, &state.world.clock);
        let Route {
            template,
            parameters,
            ..
        } = route.ok()?;
        let standing = rates.count(&incoming.method, template, parameters, clock.elapsed())?;
        Some((standing, standing.headers(clock.unix())))
    });
    match counted {
        None => carry_out(shared, incoming, route, is_faulty),
        Some((standing, headers)) if standing.is_exceeded => {
            let seconds = standing.reset_after.as_secs_f64();
            Outgoing::too_many(seconds, false).with(headers)
        }
        Some((_, headers)) => carry_out(shared, incoming, route, is_faulty).with(headers),
    }
}

/// Handles a request as Discord would.
fn carry_out(
    shared: &Shared,
    incoming: &Incoming,
    route: Result<&Route, &ApiError>,
    is_faulty: bool,
) -> Outgoing {
    if let Some(message) = incoming.replied_to() {
        shared.timings.replied(message, incoming.read);
    }
    let is_checked = shared.look(|state| state.settings.is_checked);
    let checked = match (route, &incoming.body) {
        (Ok(route), Ok(body)) if is_checked => {
            openapi::check_request(&incoming.method, route.template, body)
        }
        _ => Vec::new(),
    };
    let answer = shared.change(|state| {
        for what in checked {
            state.blame(what);
        }
        let answer = answer(state, incoming, route);
        if let (true, Ok(route)) = (is_faulty, route) {
            state.lose_receipt(route);
        }
        if let Err(error) = &answer {
            state.hold_against(incoming, route, error);
        }
        answer
    });
    match answer {
        Ok((status, body)) => {
            if let (true, Ok(route)) = (is_checked, route) {
                let drift =
                    openapi::check_response(&incoming.method, route.template, status, &body);
                for what in drift {
                    shared.change(|state| state.blame(what));
                }
            }
            Outgoing {
                status,
                headers: Vec::new(),
                body,
            }
        }
        Err(error) => Outgoing {
            status: error.status,
            headers: Vec::new(),
            body: error.body(),
        },
    }
}

fn answer(
    state: &mut State,
    incoming: &Incoming,
    route: Result<&Route, &ApiError>,
) -> routes::Answer {
    let route = route.map_err(Clone::clone)?;
    let authorization = incoming.headers.get(header::AUTHORIZATION);
    let expected = format!("Bot {}", state.settings.token);
    let is_known = authorization.is_some_and(|given| given.as_bytes() == expected.as_bytes());
    if route.needs_token() && !is_known {
        return Err(UNAUTHORIZED);
    }
    let body = incoming.body.as_ref().map_err(Clone::clone)?;
    if let Some(breach) = incoming
        .audit_reason()
        .as_deref()
        .and_then(messages::check_reason)
    {
        state.blame(breach.what.clone());
        return Err(ApiError::form(&breach.what));
    }
    attachments::check(&incoming.files)?;
    (route.handler)(&mut Call {
        state,
        template: route.template,
        parameters: route.parameters.clone(),
        query: &incoming.query,
        body,
        files: incoming.files.len(),
        uploads: &incoming.files,
    })
}

impl State {
    /// The interaction that a callback responds to.
    fn responded_to(&mut self, route: &Route) -> Option<&mut Record> {
        let is_response = route.template.starts_with("/interactions/");
        let id = route.parameters.first().filter(|_| is_response)?;
        self.records.get_mut(id.parse().ok()?)
    }

    /// After a fault on an interaction callback, the bot cannot know whether it arrived; a retry is
    /// right.
    fn lose_receipt(&mut self, route: &Route) {
        if let Some(record) = self.responded_to(route) {
            record.is_receipt_lost = true;
        }
    }

    /// Records a refusal as a violation if the bot could have avoided it.
    fn hold_against(
        &mut self,
        incoming: &Incoming,
        route: Result<&Route, &ApiError>,
        error: &ApiError,
    ) {
        let record = route.ok().and_then(|route| self.responded_to(route));
        let is_second_try =
            record.is_some_and(|record| record.is_receipt_lost) && error.code == ACKNOWLEDGED.code;
        let is_allowed = self.settings.allowed_errors.contains(&error.code);
        if error.is_to_be_avoided() && !is_second_try && !is_allowed {
            let Incoming { method, path, .. } = incoming;
            let ApiError {
                status,
                code,
                message,
                detail,
            } = error;
            self.blame(format!(
                "{method} {path} was refused: {status}, {code}, {message} {detail}"
            ));
        }
    }
}
