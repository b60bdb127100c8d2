//! Injecting faults, outages and unknown events.

use std::time::Duration;

use serde_json::{Value, json};

use crate::Fake;
use crate::faults::{GatewayFault, On, RestFault};
use crate::gateway::sessions::Out;
use crate::log::Event;
use crate::model::objects::unavailable;
use crate::state::State;

impl Fake {
    /// Arms a fault for REST requests.
    pub fn fault(&self, on: On, fault: RestFault) {
        self.shared.change(|state| state.faults.arm(on, fault));
    }

    /// Disarms all REST faults, whether or not they have hit.
    pub fn clear_faults(&self) {
        self.shared.change(|state| state.faults.clear());
    }

    /// Sets a route's rate limit; only for [`Fake::start_direct`].
    pub fn set_rate(&self, method: &str, route: &str, limit: u32, per: Duration) {
        self.shared.change(|state| {
            let rates = state.rates.as_mut().expect("a fake that counts rates");
            rates.change(method, route, limit, per);
        });
    }

    /// Makes the gateway misbehave.
    pub fn gateway_fault(&self, fault: GatewayFault) {
        self.shared.change(|state| state.gateway_fault(fault));
    }

    /// Begins an outage: the gateway resets its connections and refuses new ones until it ends.
    pub fn begin_outage(&self) {
        self.shared.change(|state| {
            state.settings.is_out = true;
            state.gateway_fault(GatewayFault::Reset);
        });
    }

    /// Ends the outage.
    pub fn end_outage(&self) {
        self.set(|settings| settings.is_out = false);
    }

    /// A guild becomes unavailable: `GUILD_DELETE`.
    pub fn begin_guild_outage(&self, guild: u64) {
        self.shared.change(|state| {
            let data = unavailable(&state.world.guilds[&guild]);
            state.emit("GUILD_DELETE", Some(guild), None, &data);
            state.world.guild_mut(guild).is_unavailable = true;
        });
    }

    /// The guild becomes available again: `GUILD_CREATE`.
    pub fn end_guild_outage(&self, guild: u64) {
        self.shared.change(|state| {
            state.world.guild_mut(guild).is_unavailable = false;
            let data = state.world.created_guild(&state.world.guilds[&guild]);
            state.emit("GUILD_CREATE", Some(guild), None, &data);
        });
    }

    /// Dispatches a custom event to every session.
    pub fn emit(&self, name: &'static str, data: &Value) {
        self.shared
            .change(|state| state.emit(name, None, None, data));
    }
}

impl State {
    fn gateway_fault(&mut self, fault: GatewayFault) {
        self.note(Event::Fault(format!("{fault:?}")));
        match fault {
            GatewayFault::Close(code) => self.send_to_all(&Out::Close(code)),
            GatewayFault::Reset => self.send_to_all(&Out::Reset),
            GatewayFault::Reconnect => {
                self.send_to_all(&Out::Frame(json!({ "op": 7, "d": null }).to_string()));
            }
            GatewayFault::InvalidSession(is_resumable) => self.invalidate(is_resumable),
            GatewayFault::IgnoreHeartbeats => {
                self.deaf.extend(self.links.keys());
            }
            GatewayFault::UnknownEvent => {
                self.emit("SOMETHING_NEW", None, None, &json!({ "id": "1" }));
            }
            GatewayFault::Connection(what, times) => {
                self.gateway_faults.connections.push((what, times));
            }
            GatewayFault::Event(name, what) => self.gateway_faults.events.push((name, what)),
        }
    }
}
