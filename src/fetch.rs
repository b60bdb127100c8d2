//! Fetches the page that a source was published on, to compare it with the text that a table was written from.
//!
//! A table may come from anyone, so its address decides little: only what everyone can reach is asked, by name
//! or by number, after a redirect too; the time and the size are bounded; no proxy, no cookie and no name of a
//! user goes along. What a page says is for others to judge.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Client, Response, StatusCode};

use crate::knowledge::source_text::decode;
use crate::knowledge::{SourceUrl, is_public};

/// How long fetching a page may take: a slow page, and not a dead one.
pub const DEADLINE: Duration = Duration::from_secs(20);
/// The most bytes of a page (2 MiB): as many as a draft is made of.
pub const MAX_PAGE_BYTES: usize = 2 << 20;
/// The most redirects: to `https`, to `www`, to the page's new place, and as many again.
const MAX_REDIRECTS: usize = 6;

/// Finds the addresses of a host; it may block.
pub type HostLookup = fn(&str) -> io::Result<Vec<SocketAddr>>;

/// Fetches pages.
pub struct PageFetcher {
    client: Client,
    deadline: Duration,
}

/// A page as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchedPage {
    /// HTML.
    Html(String),
    /// Markdown or plain text.
    Text(String),
}

/// Why there is no page.
#[derive(Debug)]
pub enum FetchError {
    /// Nobody answers there: the reason.
    Unreachable(String),
    /// It redirects to where it must not, or too often: the reason.
    Redirect(String),
    /// It took too long.
    TimedOut(Duration),
    /// The server answers with this status.
    Status(StatusCode),
    /// It has more bytes than this.
    TooLarge(usize),
    /// It is of this type, which is no text.
    NotText(String),
    /// Its text cannot be read: the reason.
    Undecodable(String),
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(why) => write!(f, "it cannot be reached: {why}"),
            Self::Redirect(why) => write!(f, "it leads elsewhere: {why}"),
            Self::TimedOut(deadline) => {
                write!(f, "it did not come within {} seconds", deadline.as_secs())
            }
            Self::Status(status) => write!(f, "the server answers {status}"),
            Self::TooLarge(limit) => write!(f, "it is larger than {limit} bytes"),
            Self::NotText(kind) => write!(f, "it is `{kind}`, not a page or a text"),
            Self::Undecodable(why) => f.write_str(why),
        }
    }
}

impl PageFetcher {
    /// Fetches what everyone can reach.
    ///
    /// # Errors
    ///
    /// The system has no means for encrypted connections.
    pub fn public() -> io::Result<Self> {
        Self::new(public_addresses, DEADLINE)
    }

    /// The same with another way of finding addresses, and another deadline.
    ///
    /// # Errors
    ///
    /// As above.
    pub fn new(lookup: HostLookup, deadline: Duration) -> io::Result<Self> {
        let client = Client::builder()
            .use_rustls_tls()
            .no_proxy()
            .referer(false)
            .user_agent(concat!("footnote/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(LookupResolver(lookup)))
            .redirect(Policy::custom(follow))
            .build()
            .map_err(io::Error::other)?;
        Ok(Self { client, deadline })
    }

    /// Fetches a page.
    ///
    /// # Errors
    ///
    /// There is none that can be read as text.
    pub async fn get(&self, url: &SourceUrl) -> Result<FetchedPage, FetchError> {
        let reading = self.read(url);
        let page = tokio::time::timeout(self.deadline, reading).await;
        page.unwrap_or(Err(FetchError::TimedOut(self.deadline)))
    }

    async fn read(&self, url: &SourceUrl) -> Result<FetchedPage, FetchError> {
        let mut response = self.client.get(url.as_str()).send().await.map_err(failed)?;
        if response.status() != StatusCode::OK {
            return Err(FetchError::Status(response.status()));
        }
        let kind = kind_of(&response);
        let is_html = match &*kind {
            "text/html" | "application/xhtml+xml" => true,
            // A server that does not say what it sends sends what was put there.
            "text/plain" | "text/markdown" | "text/x-markdown" | "" => false,
            _ => return Err(FetchError::NotText(kind)),
        };
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if bytes.len() + chunk.len() > MAX_PAGE_BYTES {
                return Err(FetchError::TooLarge(MAX_PAGE_BYTES));
            }
            bytes.extend_from_slice(&chunk);
        }
        let text = decode(&bytes).map_err(FetchError::Undecodable)?;
        Ok(if is_html {
            FetchedPage::Html(text)
        } else {
            FetchedPage::Text(text)
        })
    }
}

/// The type of what a server sends, in small letters, without its parameters.
fn kind_of(response: &Response) -> String {
    let value = response.headers().get(CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default();
    kind.trim().to_lowercase()
}

/// Follows a redirect to where everyone can be sent.
fn follow(attempt: Attempt) -> reqwest::redirect::Action {
    let was_encrypted = attempt
        .previous()
        .last()
        .is_some_and(|url| url.scheme() == "https");
    if attempt.previous().len() > MAX_REDIRECTS {
        return attempt.error(format!("more than {MAX_REDIRECTS} times"));
    }
    let to = attempt.url().clone();
    if SourceUrl::parse(to.as_str()).is_err() {
        return attempt.error(format!("to `{to}`, which not everyone can reach"));
    }
    if was_encrypted && to.scheme() != "https" {
        return attempt.error(format!("to `{to}`, without encryption"));
    }
    attempt.follow()
}

/// The public addresses of a host.
fn public_addresses(host: &str) -> io::Result<Vec<SocketAddr>> {
    let found = (host, 0).to_socket_addrs();
    let found = found.map_err(|_| io::Error::other(format!("no address is known for `{host}`")))?;
    let public: Vec<SocketAddr> = found.filter(|own| is_public(own.ip())).collect();
    if public.is_empty() {
        let message = format!("`{host}` leads to your own machine or network");
        return Err(io::Error::other(message));
    }
    Ok(public)
}

/// Looks names up on threads that may block.
struct LookupResolver(HostLookup);

impl Resolve for LookupResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = self.0;
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::task::spawn_blocking(move || lookup(&host)).await??;
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// Why a request failed, by the innermost reason.
fn failed(error: reqwest::Error) -> FetchError {
    let is_redirect = error.is_redirect();
    let error = error.without_url();
    let mut inner: &dyn Error = &error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    let why = inner.to_string();
    if is_redirect {
        FetchError::Redirect(why)
    } else {
        FetchError::Unreachable(why)
    }
}
