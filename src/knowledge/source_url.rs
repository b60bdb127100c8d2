//! A source's web address: checked once, rebuilt from its parts, and safe wherever it is written.
//!
//! A table may come from anyone, and its addresses end up in Markdown, in HTML and in terminals. Only
//! [`SourceUrl::parse`] makes one, so that nothing else can be written.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Deref;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use url::{Host, Url};

/// What is encoded after the host, besides what a parser encodes anyway: whatever ends a link, a pair of
/// brackets, an attribute or a line somewhere. Discord's autolinks, too, end before some of these.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'`')
    .add(b'\\')
    .add(b'<')
    .add(b'>')
    .add(b'(')
    .add(b')')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'^')
    .add(b'*');

/// The last labels of names that exist only within somebody's own network.
const PRIVATE_SUFFIXES: &[&str] = &["localhost", "local", "internal", "lan", "home.arpa"];

/// The address of a page that anyone can be sent to. Its host is ASCII: letters of other scripts are in
/// Punycode (`xn--…`), so that no host looks like another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SourceUrl(String);

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlFault {
    /// It is no address of a page: not `http` or `https`, or without a host.
    Malformed,
    /// It has a user name or a password.
    Credentials,
    /// Its host is the reader's own machine or network. A link that everyone is shown leads somewhere else
    /// for each of them there, at worst to a switch on their own router.
    Private,
}

impl SourceUrl {
    /// Checks an address and rebuilds it.
    ///
    /// # Errors
    ///
    /// It is none that everyone can be sent to.
    pub fn parse(written: &str) -> Result<Self, UrlFault> {
        let url = Url::parse(written).map_err(|_| UrlFault::Malformed)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(UrlFault::Malformed);
        }
        let host = url.host().ok_or(UrlFault::Malformed)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlFault::Credentials);
        }
        if is_private(&host) {
            return Err(UrlFault::Private);
        }
        let port = url.port().map(|port| format!(":{port}"));
        let query = url.query().map(|query| format!("?{query}"));
        let fragment = url.fragment().map(|fragment| format!("#{fragment}"));
        // `https://example.org/` and the same without its last sign are one address.
        let is_bare = url.path() == "/" && query.is_none();
        let path = if is_bare { "" } else { url.path() };
        let rest = [Some(path), query.as_deref(), fragment.as_deref()];
        let rest: String = rest.into_iter().flatten().collect();
        let (scheme, port) = (url.scheme(), port.unwrap_or_default());
        let rest = utf8_percent_encode(&rest, UNSAFE);
        Ok(Self(format!("{scheme}://{host}{port}{rest}")))
    }

    /// The same address with this at the end of its fragment, encoded like the rest, in place of what
    /// comes from `delimiter` on.
    #[must_use]
    pub fn with_directive(&self, delimiter: &str, directive: &str) -> Self {
        let url = self.0.split(delimiter).next().unwrap_or_default();
        let separator = if url.contains('#') { "" } else { "#" };
        let directive = utf8_percent_encode(directive, UNSAFE);
        Self(format!("{url}{separator}{delimiter}{directive}"))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for SourceUrl {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a host is the reader's own machine or network, or none at all.
fn is_private(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => is_private_name(name),
        Host::Ipv4(address) => is_private_v4(*address),
        Host::Ipv6(address) => is_private_v6(*address),
    }
}

/// Whether an address is one that everyone can reach.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !is_private_v4(address),
        IpAddr::V6(address) => !is_private_v6(address),
    }
}

fn is_private_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let is_below = |suffix: &&str| {
        let rest = name.strip_suffix(*suffix);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    // A name without a dot is completed by the reader's own network.
    !name.contains('.') || PRIVATE_SUFFIXES.iter().any(is_below)
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_reserved = first == 0 || first >= 224;
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || is_shared
        || is_reserved
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    // An IPv4 address in disguise: mapped, compatible, or translated (RFC 6052).
    let [.., high, low] = segments;
    let embeds = matches!(
        segments,
        [0, 0, 0, 0, 0, 0 | 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..]
    );
    let embedded = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    (embeds && is_private_v4(embedded))
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
        || address.is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: Result<&str, UrlFault>) {
        let url = SourceUrl::parse(written);
        assert_eq!(
            url.as_deref().map_err(|fault| *fault),
            expected,
            "{written}"
        );
    }

    #[test]
    fn an_address_is_rebuilt_from_its_parts() {
        check(
            "https://Quay.example/a?b=c#d",
            Ok("https://quay.example/a?b=c#d"),
        );
        check(" http://quay.example:80/ ", Ok("http://quay.example"));
        check(
            "https://quay.example:8443/?x",
            Ok("https://quay.example:8443/?x"),
        );
        check("https:quay.example/a", Ok("https://quay.example/a"));
        check("https://@quay.example/a", Ok("https://quay.example/a"));
        check(
            "https://quay.example/a%20b/ü",
            Ok("https://quay.example/a%20b/%C3%BC"),
        );
        check("https://8.8.8.8/", Ok("https://8.8.8.8"));
        check("https://[2606:4700::1]/a", Ok("https://[2606:4700::1]/a"));
    }

    #[test]
    fn no_sign_of_an_address_means_anything_where_it_is_written() {
        let signs = ">) <(\"'`\\|{}^*\u{202e}\u{9b}\u{1b}\u{7f}\n\r\u{2028}";
        for place in ["/", "/?", "/#"] {
            let url = SourceUrl::parse(&format!("https://quay.example{place}a{signs}z")).unwrap();
            let kept = |c: char| c.is_ascii_alphanumeric() || ":/.%?#".contains(c);
            assert!(url.chars().all(kept), "{url}");
            assert!(url.ends_with('z'), "{url}");
            let again = SourceUrl::parse(&url).unwrap();
            assert_eq!(again, url);
        }
    }

    #[test]
    fn look_alike_hosts_are_in_punycode() {
        check("https://аpple.example/", Ok("https://xn--pple-43d.example"));
        check("https://faß.example/", Ok("https://xn--fa-hia.example"));
        check("https://ｑｕａｙ.example/", Ok("https://quay.example"));
    }

    #[test]
    fn credentials_and_other_schemes_are_refused() {
        for written in [
            "https://quay.example@evil.example/",
            "https://:secret@quay.example/",
            "https://quay.example%2f@evil.example/",
        ] {
            check(written, Err(UrlFault::Credentials));
        }
        for written in [
            "",
            "quay.example/a",
            "//quay.example",
            "ftp://quay.example/a",
            "javascript:alert(1)",
            "data:text/html,a",
            "https://",
            "https://a b.example/",
            "https://quay.example:99999/",
            "https://xn--/",
        ] {
            check(written, Err(UrlFault::Malformed));
        }
    }

    #[test]
    fn the_readers_own_machine_and_network_are_refused() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "printer.local",
            "wiki.internal",
            "router",
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[64:ff9b::10.0.0.1]",
            "[fd00::1]",
            "[fe80::1]",
            "１２７.0.0.1",
        ] {
            check(&format!("http://{host}/x"), Err(UrlFault::Private));
        }
    }
}
