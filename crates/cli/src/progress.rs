//! Progress on standard error: a bar on a terminal, a line for each stage elsewhere, nothing when
//! told to be quiet.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::output;

/// Shows how far a stage of long work is.
pub struct Progress {
    quiet: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Progress that is shown, or not.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        Self { quiet, bar: None }
    }

    /// Begins a stage of a known length, or of an unknown one.
    pub fn begin(&mut self, what: &str, total: Option<u64>) {
        self.end();
        if self.quiet {
            return;
        }
        let what = output::sanitise(what);
        if !std::io::stderr().is_terminal() {
            output::error_line(&what);
            return;
        }
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let template = match total {
            Some(_) => "{msg} [{wide_bar}] {human_pos}/{human_len}",
            None => "{spinner} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(100));
        self.bar = Some(bar);
    }

    /// The bar, for work on several threads.
    #[must_use]
    pub fn bar(&self) -> Option<ProgressBar> {
        self.bar.clone()
    }

    /// Says where the stage stands.
    pub fn at(&self, position: u64, total: Option<u64>) {
        if let Some(bar) = &self.bar {
            if let Some(total) = total {
                bar.set_length(total);
            }
            bar.set_position(position);
        }
    }

    /// Ends the stage and takes its bar away.
    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}
