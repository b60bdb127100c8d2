//! Pages are fetched from where everyone can be sent, within a time and a size, and compared with what a table
//! cites. The server is on this machine, so its name is looked up by the test; nothing else is different.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::Duration;

use footnote::fetch::{FetchError, FetchedPage, MAX_PAGE_BYTES, PageFetcher};
use footnote::knowledge::{Knowledge, SourceText, SourceUrl};
use footnote::quality::page::page_faults;

use crate::support::load_with;

/// Long enough for a busy machine.
const PATIENT: Duration = Duration::from_mins(1);

/// Every name leads to this machine.
fn here(_: &str) -> io::Result<Vec<SocketAddr>> {
    let address = "127.0.0.1:0".parse().map_err(io::Error::other)?;
    Ok(vec![address])
}

/// Serves each connection the next answer; `{port}` in it is the server's own.
fn serve(answers: Vec<Vec<u8>>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for answer in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let answer = match String::from_utf8(answer) {
                Ok(text) => text.replace("{port}", &port.to_string()).into_bytes(),
                Err(bytes) => bytes.into_bytes(),
            };
            let _ = stream.write_all(&answer);
        }
    });
    port
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    answer(&format!("302 Found\r\nlocation: {to}"), b"")
}

async fn fetched(answers: Vec<Vec<u8>>, deadline: Duration) -> Result<FetchedPage, FetchError> {
    let port = serve(answers);
    let url = SourceUrl::parse(&format!("http://quay.example:{port}/page")).unwrap();
    PageFetcher::new(here, deadline).unwrap().get(&url).await
}

async fn check(answers: Vec<Vec<u8>>, expected: Result<FetchedPage, &str>) {
    match (fetched(answers, PATIENT).await, expected) {
        (Ok(page), Ok(expected)) => assert_eq!(page, expected),
        (Err(error), Err(expected)) => assert!(error.to_string().contains(expected), "{error}"),
        (found, expected) => panic!("{found:?} instead of {expected:?}"),
    }
}

#[tokio::test]
async fn a_page_is_text_or_html_whatever_it_is_called() {
    let html = FetchedPage::Html("<p>ü".to_owned());
    let head = "200 OK\r\ncontent-type: Text/HTML; charset=utf-8";
    check(vec![answer(head, "<p>ü".as_bytes())], Ok(html.clone())).await;
    let text = FetchedPage::Text("# A\n".to_owned());
    check(
        vec![answer("200 OK\r\ncontent-type: text/plain", b"# A\n")],
        Ok(text.clone()),
    )
    .await;
    check(vec![answer("200 OK", b"# A\n")], Ok(text)).await;
    let moved = redirect("http://pier.example:{port}/new");
    check(vec![moved, answer(head, "<p>ü".as_bytes())], Ok(html)).await;
}

#[tokio::test]
async fn each_failure_says_what_it_is() {
    let typed = |kind: &str, body: &[u8]| {
        let head = format!("200 OK\r\ncontent-type: {kind}");
        vec![answer(&head, body)]
    };
    for (answers, expected) in [
        (
            vec![answer("404 Not Found", b"gone")],
            "the server answers 404",
        ),
        (
            vec![answer("204 No Content", b"")],
            "the server answers 204",
        ),
        (typed("application/pdf", b"%PDF"), "it is `application/pdf`"),
        (typed("text/html", b"caf\xe9"), "UTF-8"),
        (
            typed("text/html", &vec![b'a'; MAX_PAGE_BYTES + 1]),
            "it is larger than",
        ),
        (
            vec![redirect("http://127.0.0.1:{port}/")],
            "which not everyone can reach",
        ),
        (
            vec![redirect("http://user@quay.example:{port}/")],
            "which not everyone can reach",
        ),
        (vec![redirect("ftp://quay.example/")], "elsewhere"),
        (
            vec![redirect("http://quay.example:{port}/page"); 9],
            "more than 6 times",
        ),
        (vec![b"nonsense\r\n\r\n".to_vec()], "it cannot be reached"),
        (vec![Vec::new()], "it cannot be reached"),
    ] {
        check(answers, Err(expected)).await;
    }
}

#[tokio::test]
async fn a_page_that_does_not_end_is_given_up() {
    let endless =
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\n\r\n<p>".to_vec();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // An answer that is there before the request is another error.
        let _ = stream.read(&mut [0; 512]);
        stream.write_all(&endless).unwrap();
        // Until whoever asked has gone.
        while stream.read(&mut [0; 512]).is_ok_and(|count| count > 0) {}
    });
    let url = SourceUrl::parse(&format!("http://quay.example:{port}/")).unwrap();
    let fetcher = PageFetcher::new(here, Duration::from_millis(100)).unwrap();
    let error = fetcher.get(&url).await.unwrap_err();
    assert!(matches!(error, FetchError::TimedOut(_)), "{error}");
    drop(fetcher);
    // The connection closes on this thread, which must not wait for that.
    let served = tokio::task::spawn_blocking(move || serving.join());
    served.await.unwrap().unwrap();
}

#[tokio::test]
async fn nobody_at_home_is_an_error() {
    let port = serve(Vec::new());
    let url = SourceUrl::parse(&format!("http://quay.example:{port}/")).unwrap();
    let error = PageFetcher::new(here, PATIENT).unwrap().get(&url).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("cannot be reached"), "{error}");
}

const TEXT: &str =
    "The ferry leaves the pier at 8:15 and takes 20 minutes.\n\nThe boat is red. Dogs sail free.\n";

fn ferry() -> Knowledge {
    let table = r#"
format = 1
[source]
id = "ferry"
title = "The ferry"
text = "ferry.md"
[[question]]
id = "when"
ask = ["When does the ferry leave?"]
answer = [
  { text = "It leaves at 8:15.", quote = "The ferry leaves … 8:15" },
  { text = "It takes 20 minutes.", quote = "takes 20 minutes" },
]
[[gap]]
id = "colour"
ask = ["Who painted the boat?"]
text = "It does not say who painted the boat."
cite = { quote = "The boat is red" }
[[fact]]
id = "dogs"
text = "Dogs sail free."
cite = { quote = "Dogs sail free" }
[[question]]
id = "may-dogs-come"
ask = ["May dogs come?"]
facts = ["dogs"]
[[allow]]
code = "changed-page"
id = "dogs"
reason = "It is on the notice board."
"#;
    let (knowledge, report) = load_with(table, Some(TEXT));
    knowledge.unwrap_or_else(|| panic!("{}", report.render_plain()))
}

/// Compares a page, and checks the warnings and their repairs.
#[track_caller]
fn check_page(page: &str, expected: &[(&str, &str)]) {
    let knowledge = ferry();
    let found = page_faults(&knowledge, 0, &SourceText::new(page));
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|fault| {
            let repair = fault.repair.as_deref().unwrap();
            (fault.message.as_str(), repair.split_once(';').unwrap().0)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn a_page_that_says_the_same_in_another_way_has_not_changed() {
    check_page(TEXT, &[]);
    let other = "# Menu\n\nHome\n\n## News\n\nThe boat is red. **Dogs** sail free.\n\nThe ferry leaves \
                 the pier at 8:15 and\ntakes 20 minutes. New: coffee.\n";
    check_page(other, &[]);
}

#[test]
fn what_is_cited_and_has_changed_or_gone_is_named() {
    let later = TEXT.replace("8:15", "9:15").replace("Dogs sail free.", "");
    check_page(
        &later,
        &[(
            "the page does not have the words of paragraph 0.1 that `when` cites",
            "the text has “The ferry leaves the pier at 8:15 and takes 20 minutes.”, the page “The ferry \
             leaves the pier at 9:15 and takes 20 minutes.”",
        )],
    );
    let ferry = "the text has “The ferry leaves the pier at 8:15 and takes 20 minutes.”, and nothing on the \
                 page is like it";
    check_page(
        "Nothing to see.",
        &[
            (
                "the page does not have the words of paragraph 0.1 that `when` cites",
                ferry,
            ),
            (
                "the page does not have the words of paragraph 0.1 that `when-2` cites",
                ferry,
            ),
            (
                "the page does not have the words of paragraph 0.2 that `colour` cites",
                "the text has “The boat is red. Dogs sail free.”, and nothing on the page is like it",
            ),
        ],
    );
}
