//! `footnote check --fetch`: compares the pages that sources were published on with what is cited of them.

use std::io;

use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Code, Diagnostic, Report};
use crate::draft::html;
use crate::fetch::{FetchedPage, PageFetcher};
use crate::knowledge::{Knowledge, SourceText, SourceUrl};
use crate::quality::page::page_faults;

/// Fetches the page of every source that has one, and adds to the report what is not on it any more. Nothing
/// is written.
pub(super) fn compare(knowledge: &Knowledge, report: &mut Report) -> io::Result<()> {
    let fetcher = PageFetcher::public()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (mut compared, mut all) = (0, 0);
    for (index, source) in knowledge.sources.iter().enumerate() {
        let Some(url) = &source.url else {
            continue;
        };
        all += 1;
        match runtime.block_on(text_of(&fetcher, url)) {
            Ok(page) => {
                compared += 1;
                let found = page_faults(knowledge, index, &page);
                report.diagnostics.append(found);
            }
            Err(why) => report.diagnostics.push(unread(index, url, &why)),
        }
    }
    // A name may be looked up for longer than anyone waits.
    runtime.shutdown_background();
    let mut out = Terminal::stdout();
    if all == 0 {
        return out.line("no page is fetched: no source has a `url`");
    }
    out.line(Line::from(format_args!(
        "{compared} of {all} pages compared with what is cited of them"
    )))
}

/// The words of a page, as a draft would have them.
async fn text_of(fetcher: &PageFetcher, url: &SourceUrl) -> Result<SourceText, String> {
    let page = fetcher.get(url).await.map_err(|why| why.to_string())?;
    let text = match page {
        FetchedPage::Text(text) => text,
        FetchedPage::Html(page) => html::markdown(&page).map_err(|why| why.to_string())?,
    };
    Ok(SourceText::new(&text))
}

fn unread(source: usize, url: &SourceUrl, why: &str) -> Diagnostic {
    let message = format!("the page `{url}` was not compared: {why}");
    Diagnostic::of_file(Code::UnreadPage, source, message)
        .repair("try again later, correct `url`, or check without `--fetch`")
}
