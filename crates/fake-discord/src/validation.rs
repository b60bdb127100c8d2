//! What Discord refuses, and what its API description says of bodies. Reads requests and names
//! what is wrong with them; refusing is up to `rest`.

pub mod commands;
pub mod components;
pub mod messages;
pub mod openapi;
