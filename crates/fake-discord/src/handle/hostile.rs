//! What Discord would never do: frames and events that are not its own, and addresses that lead
//! nowhere.

use serde_json::Value;

use crate::Fake;
use crate::gateway::frames::bomb;
use crate::gateway::sessions::Out;

impl Fake {
    /// Sends a frame as it is on every connection.
    pub fn send_frame(&self, text: &str) {
        self.send_out(&Out::Frame(text.to_owned()));
    }

    /// Sends a compressed frame that inflates to so many bytes.
    pub fn send_bomb(&self, bytes: usize) {
        self.send_bytes(bomb(bytes));
    }

    /// Sends a binary frame on every connection.
    pub fn send_bytes(&self, bytes: Vec<u8>) {
        self.send_out(&Out::Binary(bytes));
    }

    /// Neither reads nor writes on the connections that are open, and leaves them open.
    pub fn freeze_gateway(&self) {
        self.send_out(&Out::Freeze);
    }

    fn send_out(&self, out: &Out) {
        self.shared.change(|state| state.send_to_all(out));
    }

    /// Dispatches an event to every session, whatever its data, and whether or not it asked for it.
    pub fn dispatch(&self, name: &'static str, data: &Value) {
        self.shared.change(|state| {
            for session in &mut state.sessions {
                session.dispatch(name, data, None);
            }
        });
    }

    /// The address of the gateway.
    pub fn gateway_url(&self) -> String {
        self.shared.look(|state| state.settings.gateway_url.clone())
    }

    /// What REST says of where the gateway is.
    pub fn set_gateway_url(&self, url: &str) {
        self.set(|settings| url.clone_into(&mut settings.gateway_url));
    }

    /// What READY says of where a session can be resumed.
    pub fn set_resume_url(&self, url: &str) {
        self.set(|settings| url.clone_into(&mut settings.resume_url));
    }
}
