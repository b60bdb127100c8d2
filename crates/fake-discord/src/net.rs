//! The sockets below REST: TLS under Discord's name, and connections that can be reset.

pub mod tcp;
pub mod tls;
