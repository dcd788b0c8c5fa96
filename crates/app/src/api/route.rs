//! Every route of the API, and who may take it: a route cannot be added without saying so.

use axum::routing::{MethodRouter, delete, get, post};
use domain::permission::Right;
use store::token::TokenScope;

use super::{
    action, activity, aim, backtest, catalog, channel, client, defection, definition, document, event,
    event_batch, hook, huddle, import, me, model, overdue, policy, referral, report, segment, subscription,
};
use crate::web::App;

/// Where the API begins.
pub const PREFIX: &str = "/api/v1";

/// Bytes of a body of JSON.
pub(super) const JSON_BYTES_MAX: usize = 2 << 20;

/// Who may take a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Whoever signs with a hook's secret.
    Signed,
    /// Any token that holds.
    AnyToken,
    /// A token made for that, of an account with the right.
    May(TokenScope, Right),
}

/// What the guard of a route enforces.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Who may take it.
    pub access: Access,
    /// Does it record, so that an `Idempotency-Key` counts?
    pub records: bool,
    /// Bytes of a body at most.
    pub body_bytes_max: usize,
}

/// A route.
pub struct Route {
    /// Path, with its variables in braces.
    pub path: &'static str,
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Name of the operation, `<verb>_<resource>`.
    pub operation: &'static str,
    /// What the guard enforces.
    pub rule: Rule,
    pub(super) handler: MethodRouter<App>,
}

macro_rules! routes {
    ($($method:ident $path:literal $access:expr, $body:ident => $file:ident::$operation:ident;)*) => {
        /// Every route of the API.
        pub fn routes() -> Vec<Route> {
            use Access::{AnyToken, May, Public, Signed};
            use Right::*;
            use TokenScope::{Connect, Import as ToImport, Read, Write};
            vec![$(Route {
                path: concat!("/api/v1", $path),
                method: method_name(stringify!($method)),
                operation: stringify!($operation),
                rule: Rule {
                    access: $access,
                    records: stringify!($method) == "post" && $access != Signed,
                    body_bytes_max: $body,
                },
                handler: $method($file::$operation),
            },)*]
        }
    };
}

const fn method_name(method: &str) -> &'static str {
    match method.as_bytes() {
        b"get" => "GET",
        b"delete" => "DELETE",
        _ => "POST",
    }
}

/// For routes that read no body.
const NONE: usize = 0;
const JSON: usize = JSON_BYTES_MAX;
const FILE: usize = import::FILE_BYTES_MAX;

routes! {
    get "/openapi.json" Public, NONE => document::find_document;
    get "/me" AnyToken, NONE => me::find_me;
    get "/clients" May(Read, SeeClients), NONE => client::list_clients;
    get "/clients/{id}" May(Read, SeeClients), NONE => client::find_client;
    get "/clients/{id}/card" May(Read, SeeClients), NONE => client::find_card;
    get "/clients/{id}/events" May(Read, SeeClients), NONE => client::list_events;
    get "/clients/{id}/referrals" May(Read, SeeClients), NONE => referral::list_referrals;
    post "/clients/{id}/events" May(Write, RecordEvents), JSON => event::record_event;
    delete "/clients/{id}/events/{source}/{fact}" May(Write, RecordEvents), NONE => event::void_event;
    post "/events" May(Write, RecordEvents), JSON => event_batch::record_events;
    get "/clients/{id}/defections" May(Read, SeeClients), NONE => defection::list_defections;
    post "/clients/{id}/defections" May(Write, RecordEvents), JSON => defection::declare_defection;
    delete "/clients/{id}/defections/{source}/{fact}" May(Write, RecordEvents), NONE => defection::void_defection;
    post "/clients/{id}/channel" May(Write, RecordEvents), JSON => channel::update_channel;
    get "/clients/{id}/actions" May(Read, PlanDay), NONE => action::list_actions;
    post "/clients/{id}/actions/claim" May(Write, PlanDay), JSON => action::claim_action;
    post "/clients/{id}/actions/contact" May(Write, PlanDay), JSON => action::record_contact;
    post "/clients/{id}/actions/snooze" May(Write, PlanDay), JSON => action::snooze_action;
    post "/clients/{id}/actions/close" May(Write, PlanDay), JSON => action::close_action;
    get "/overdue" May(Read, PlanDay), NONE => overdue::list_overdue;
    get "/days/{day}/bookings" May(Read, PlanDay), NONE => aim::list_bookings;
    post "/days/{day}/aims" May(Write, PlanDay), JSON => aim::choose_aim;
    get "/days/{day}/settlement" May(Read, SeeFigures), NONE => huddle::find_settlement;
    get "/standings" May(Read, SeeFigures), NONE => huddle::find_standings;
    get "/staff" May(Read, SeeFigures), NONE => catalog::list_staff;
    get "/branches" May(Read, SeeFigures), NONE => catalog::list_branches;
    get "/activity" May(Read, SeeActivity), NONE => activity::list_activities;
    get "/segments" May(Read, SeeClients), NONE => segment::list_segments;
    post "/segments" May(Write, SeeClients), JSON => segment::create_segment;
    get "/segments/{id}/clients" May(Read, SeeClients), NONE => segment::list_segment_clients;
    delete "/segments/{id}" May(Write, SeeClients), NONE => segment::delete_segment;
    get "/reports/stars" May(Read, SeeFigures), NONE => report::find_star_report;
    get "/reports/status" May(Read, SeeFigures), NONE => report::find_status_report;
    get "/reports" May(Read, SeeFigures), NONE => report::list_reports;
    get "/reports/{id}" May(Read, SeeFigures), NONE => report::find_report;
    get "/definitions" May(Read, SeeFigures), NONE => definition::list_definitions;
    get "/definitions/{id}" May(Read, SeeFigures), NONE => definition::find_definition;
    get "/models" May(Read, SeeFigures), NONE => model::list_models;
    post "/models" May(Write, EditPolicy), JSON => model::fit_model;
    get "/models/{version}" May(Read, SeeFigures), NONE => model::find_model;
    post "/backtests" May(Write, EditPolicy), JSON => backtest::run_backtest;
    get "/policy" May(Read, SeeFigures), NONE => policy::find_policy;
    get "/imports" May(ToImport, Import), NONE => import::list_imports;
    post "/imports" May(ToImport, Import), FILE => import::create_import;
    post "/imports/{id}/undo" May(ToImport, Import), NONE => import::undo_import;
    get "/subscriptions" May(Connect, ManageConnections), NONE => subscription::list_subscriptions;
    post "/subscriptions" May(Connect, ManageConnections), JSON => subscription::create_subscription;
    get "/subscriptions/{id}" May(Connect, ManageConnections), NONE => subscription::find_subscription;
    delete "/subscriptions/{id}" May(Connect, ManageConnections), NONE => subscription::delete_subscription;
    post "/subscriptions/{id}/pause" May(Connect, ManageConnections), NONE => subscription::pause_subscription;
    post "/subscriptions/{id}/resume" May(Connect, ManageConnections), NONE => subscription::resume_subscription;
    post "/subscriptions/{id}/test" May(Connect, ManageConnections), NONE => subscription::test_subscription;
    get "/subscriptions/{id}/deliveries" May(Connect, ManageConnections), NONE => subscription::list_deliveries;
    post "/subscriptions/{id}/deliveries/{delivery}/retry" May(Connect, ManageConnections), NONE => subscription::retry_delivery;
    post "/hooks/{name}" Signed, JSON => hook::receive_event;
}
