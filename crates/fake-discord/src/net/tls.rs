//! TLS under Discord's name, with a certificate that only the fake's own client trusts.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::server::TlsStream;

use crate::net::tcp::{Cutter, Wire, Wires};

const NAME: &str = "discord.com";

/// A listener that speaks TLS.
pub struct Secured {
    wires: Wires,
    acceptor: TlsAcceptor,
}

impl Secured {
    /// With a client that resolves Discord's name to this listener.
    pub fn new(wires: Wires) -> (Self, reqwest::Client) {
        let made = rcgen::generate_simple_self_signed([NAME.to_owned()]).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions that the provider knows")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .expect("a key that fits");
        let certificate = reqwest::Certificate::from_der(made.cert.der());
        let client = reqwest::Client::builder()
            .use_rustls_tls()
            .no_proxy()
            .tls_built_in_root_certs(false)
            .add_root_certificate(certificate.expect("a certificate"))
            .resolve(NAME, wires.local_addr().expect("the port's address"))
            .build();
        let secured = Self {
            wires,
            acceptor: TlsAcceptor::from(Arc::new(config)),
        };
        (secured, client.expect("a client"))
    }
}

impl Connected<IncomingStream<'_, Secured>> for Cutter {
    fn connect_info(stream: IncomingStream<'_, Secured>) -> Self {
        stream.io().get_ref().0.cutter()
    }
}

impl Listener for Secured {
    type Io = TlsStream<Wire>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (wire, address) = self.wires.accept().await;
            // A client that does not trust the certificate has hung up.
            if let Ok(stream) = self.acceptor.accept(wire).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.wires.local_addr()
    }
}
