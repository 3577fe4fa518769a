//! A server on this machine that answers as a test tells it to.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use plaint_collect::World;

/// What a request said: its first line and headers, one per line.
pub type Asked = String;

pub struct Server {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers each request with what `answer` writes, given the request and its number from 0.
    /// The connection is closed after each. The threads end with the test process.
    pub fn new(answer: impl Fn(&mut TcpStream, &Asked, usize) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                thread::spawn(move || serve(stream.unwrap(), &kept, &*answer));
            }
        });
        Self { url, asked }
    }

    /// Answers each request with the same bytes.
    pub fn saying(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(move |stream, _, _| say(stream, &bytes))
    }

    /// The requests so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    kept: &Mutex<Vec<Asked>>,
    answer: &dyn Fn(&mut TcpStream, &Asked, usize),
) {
    let mut request = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while reader
        .read_line(&mut request)
        .is_ok_and(|length| length > 2)
    {}
    let number = {
        let mut kept = kept.lock().unwrap();
        kept.push(request.to_ascii_lowercase());
        kept.len() - 1
    };
    answer(&mut stream, &request, number);
}

/// Writes to a client that may have left.
pub fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes).and_then(|()| stream.flush());
}

/// A whole answer. It says that the connection is closed after it: a client that tried to use it
/// again would sometimes be in time and sometimes not.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// A world whose clock stands still but for the pauses, which it notes.
pub struct Still {
    now: Cell<Timestamp>,
    pub slept: RefCell<Vec<Duration>>,
}

impl Still {
    pub fn new() -> Self {
        Self {
            now: Cell::new("2026-02-03T04:05:06Z".parse().unwrap()),
            slept: RefCell::default(),
        }
    }
}

impl World for Still {
    fn now(&self) -> Timestamp {
        self.now.get()
    }

    fn sleep(&self, wait: Duration) {
        self.slept.borrow_mut().push(wait);
        self.now
            .set(self.now.get() + SignedDuration::try_from(wait).unwrap());
    }

    fn chance(&self) -> f64 {
        0.5
    }
}
