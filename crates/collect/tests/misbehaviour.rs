//! Fetches from a server that does everything wrong.

use std::io::Write as _;
use std::net::TcpListener;
use std::thread::sleep;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use plaint_collect::{
    Download, FetchError, Fetched, Problem, Progress, Request, fetch, looks_like_html_error_page,
};
use plaint_model::Digest;

use crate::server::{Server, Still, answer, say};

const CSV: &[u8] = b"name,country\nMade-Up Cotton Mill,zz\n";

fn request(url: &str) -> Request {
    Request {
        size_cap_bytes: 100_000,
        time_limit: Duration::from_secs(100),
        silence_limit: Duration::from_secs(5),
        ..Request::new(url)
    }
}

fn run(request: &Request) -> (Result<Fetched, FetchError>, Vec<Duration>) {
    let world = Still::new();
    let result = fetch(request, &mut |_| (), &world);
    (result, world.slept.into_inner())
}

fn download(request: &Request) -> Download {
    match run(request).0.unwrap() {
        Fetched::Download(download) => download,
        other => panic!("{other:?}"),
    }
}

fn problem(server: &Server) -> Problem {
    run(&request(&server.url)).0.unwrap_err().problem
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_good_answer_comes_with_digest_time_and_headers() {
    let headers = "Content-Type: Text/CSV; charset=utf-8\r\nETag: \"v7\"\r\n\
                   Last-Modified: Tue, 03 Feb 2026 00:00:00 GMT\r\nSet-Cookie: a=b\r\n";
    let server = Server::saying(answer("200 OK", headers, CSV));
    let got = download(&request(&format!("{}/lists/list.csv?x=1#part", server.url)));
    assert_eq!((got.bytes.as_slice(), got.digest), (CSV, Digest::of(CSV)));
    assert_eq!(got.fetched_at.to_string(), "2026-02-03T04:05:06Z");
    assert_eq!(got.content_type.as_deref(), Some("text/csv"));
    assert_eq!((got.etag(), got.file_name()), (Some("\"v7\""), "list.csv"));
    assert_eq!(got.last_modified(), Some("Tue, 03 Feb 2026 00:00:00 GMT"));
    assert_eq!(
        (got.attempts, got.wire_bytes, got.end_declared),
        (1, CSV.len() as u64, true)
    );
    assert_eq!(got.header("set-cookie"), None);
    let asked = &server.asked()[0];
    assert!(
        asked.starts_with("get /lists/list.csv?x=1 http/1.1"),
        "{asked}"
    );
    assert!(asked.contains(&format!("user-agent: plaint/{}", env!("CARGO_PKG_VERSION"))));
    assert!(asked.contains("accept-encoding: gzip\r\n"), "{asked}");
    assert!(
        !asked.contains("cookie") && !asked.contains("if-"),
        "{asked}"
    );
}

#[test]
fn an_unchanged_source_is_not_sent_again() {
    let server = Server::saying("HTTP/1.1 304 Not Modified\r\netag: \"v7\"\r\n\r\n");
    let conditional = Request {
        etag: Some("\"v7\"".to_owned()),
        last_modified: Some("Tue, 03 Feb 2026 00:00:00 GMT".to_owned()),
        ..request(&server.url)
    };
    assert!(matches!(run(&conditional).0, Ok(Fetched::NotModified(_))));
    let asked = &server.asked()[0];
    assert!(asked.contains("if-none-match: \"v7\"\r\n"), "{asked}");
    assert!(
        asked.contains("if-modified-since: tue, 03 feb 2026"),
        "{asked}"
    );
    // To one who asked for the file, "not modified" is no answer.
    assert_eq!(problem(&server), Problem::Status(304));
    // A kept validator that cannot be sent is left out.
    let odd = Request {
        etag: Some("a\r\nx: y".to_owned()),
        ..request(&server.url)
    };
    let _ = run(&odd);
    assert!(!server.asked()[2].contains("if-none-match"));
}

#[test]
fn a_refusal_is_final_and_names_the_remedy() {
    for (status, words) in [
        (
            "403 Forbidden",
            "download the file with a browser and pass it with --from FILE",
        ),
        ("404 Not Found", "not there any more (HTTP 404)"),
        ("418 Teapot", "not the file (HTTP 418)"),
        ("204 No Content", "not the file (HTTP 204)"),
    ] {
        let server = Server::saying(answer(status, "", b""));
        let (result, slept) = run(&request(&format!("{}/a.csv", server.url)));
        let text = result.unwrap_err().to_string();
        assert!(
            text.starts_with(&server.url) && text.contains("/a.csv: "),
            "{text}"
        );
        assert!(text.contains(words), "{text}");
        assert_eq!((slept.len(), server.asked().len()), (0, 1));
    }
}

#[test]
fn a_passing_fault_is_tried_again_after_longer_and_longer_pauses() {
    let server = Server::new(|stream, _, number| {
        let status = if number < 2 { "500 Oops" } else { "200 OK" };
        say(stream, &answer(status, "", CSV));
    });
    let world = Still::new();
    let mut waits = Vec::new();
    let mut on_progress = |progress: Progress<'_>| {
        if let Progress::Waiting { because, .. } = progress {
            waits.push(because.to_string());
        }
    };
    let result = fetch(&request(&server.url), &mut on_progress, &world);
    let Ok(Fetched::Download(got)) = result else {
        panic!("{result:?}")
    };
    assert_eq!((got.bytes.as_slice(), got.attempts), (CSV, 3));
    let millis = |slept: &[Duration]| slept.iter().map(Duration::as_millis).collect::<Vec<_>>();
    assert_eq!(millis(&world.slept.borrow()), [1250, 2500]);
    assert!(
        waits.len() == 2 && waits[0].contains("HTTP 500"),
        "{waits:?}"
    );

    let always = Server::saying(answer("503 Busy", "", b""));
    let (result, slept) = run(&request(&always.url));
    assert!(matches!(
        result.unwrap_err().problem,
        Problem::Busy { status: 503, .. }
    ));
    assert_eq!(
        (millis(&slept), always.asked().len()),
        (vec![1250, 2500, 5000], 4)
    );

    // No attempt that could not end within the limit.
    let hurried = Request {
        time_limit: Duration::from_secs(3),
        ..request(&always.url)
    };
    assert_eq!(run(&hurried).1.len(), 1);
}

#[test]
fn a_server_that_says_when_to_come_back_is_heard() {
    for (value, slept_s) in [
        ("7", vec![7]),
        ("Tue, 03 Feb 2026 04:05:36 GMT", vec![30]),
        ("0", vec![1]),
        ("soon", vec![1]),
        ("Tue, 03 Feb 2015 04:05:36 GMT", vec![1]),
        ("3600", vec![]),
    ] {
        let server = Server::new(move |stream, _, number| {
            let headers = format!("retry-after: {value}\r\n");
            let status = if number == 0 {
                "429 Slow Down"
            } else {
                "200 OK"
            };
            say(stream, &answer(status, &headers, CSV));
        });
        let (result, slept) = run(&request(&server.url));
        let slept: Vec<u64> = slept.iter().map(Duration::as_secs).collect();
        assert_eq!(slept, slept_s, "{value}");
        match result {
            Ok(_) => assert_ne!(value, "3600"),
            Err(error) => assert!(error.to_string().contains("try again in 3600 s"), "{error}"),
        }
    }
}

#[test]
fn what_comes_cut_off_is_an_error() {
    let length = "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nname,country\n";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nname,\r\n20\r\ncou";
    let between = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nname,\r\n";
    for (cut, received_bytes) in [(length, 13), (chunked, 8), (between, 5)] {
        let server = Server::saying(cut);
        assert_eq!(
            problem(&server),
            Problem::Truncated { received_bytes },
            "{cut}"
        );
        assert_eq!(server.asked().len(), 4);
    }
    let whole = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nname,\r\n0\r\n\r\n";
    let got = download(&request(&Server::saying(whole).url));
    assert_eq!(
        (got.bytes.as_slice(), got.end_declared),
        (&b"name,"[..], true)
    );
    let bare = download(&request(
        &Server::saying("HTTP/1.0 200 OK\r\n\r\nname,").url,
    ));
    assert_eq!(
        (bare.bytes.as_slice(), bare.end_declared),
        (&b"name,"[..], false)
    );
}

#[test]
fn an_error_page_is_handed_over_as_what_it_is() {
    let page = b"<!DOCTYPE html><title>Access check</title>";
    let server = Server::saying(answer("200 OK", "content-type: text/html\r\n", page));
    let got = download(&request(&format!("{}/list.csv", server.url)));
    assert_eq!(got.content_type.as_deref(), Some("text/html"));
    assert!(looks_like_html_error_page(&got.bytes));
    assert!(!looks_like_html_error_page(CSV));
}

#[test]
fn redirects_are_followed_and_the_final_address_is_kept() {
    let server = Server::new(|stream, asked, _| {
        let reply = match asked.split(' ').nth(1).unwrap() {
            "/a/start" => answer("302 Found", "location: next?x=1\r\n", b"moved"),
            "/a/next?x=1" => answer("308 Moved", "location: /b/end.csv#top\r\n", b""),
            _ => answer("200 OK", "", CSV),
        };
        say(stream, &reply);
    });
    let got = download(&request(&format!("{}/a/start", server.url)));
    assert_eq!(got.url, format!("{}/b/end.csv", server.url));
    assert_eq!(got.requested_url, format!("{}/a/start", server.url));
    assert_eq!(got.bytes, CSV);
}

#[test]
fn redirects_to_where_no_request_may_go_are_refused() {
    for (location, words) in [
        (
            "file:///etc/passwd",
            "redirected to file:///etc/passwd, which is refused",
        ),
        ("http://lists.example/a", "plain HTTP"),
        (
            "https://me:secret@lists.example/a",
            "to https://lists.example/a, which is refused",
        ),
        ("javascript:alert(1)", "which is refused"),
        ("", "without a readable target"),
    ] {
        let headers = format!("location: {location}\r\n");
        let server = Server::saying(answer("301 Moved", &headers, b""));
        let text = run(&request(&server.url)).0.unwrap_err().to_string();
        assert!(
            text.contains(words) && !text.contains("secret"),
            "{location}: {text}"
        );
        assert_eq!(server.asked().len(), 1);
    }
    assert_eq!(
        problem(&Server::saying(answer("301 Moved", "", b""))),
        Problem::RedirectNowhere
    );
}

#[test]
fn redirects_end() {
    let round = Server::new(|stream, asked, _| {
        let to = if asked.starts_with("GET /a ") {
            "/b"
        } else {
            "/a"
        };
        say(
            stream,
            &answer("302 Found", &format!("location: {to}\r\n"), b""),
        );
    });
    let error = run(&request(&format!("{}/a", round.url))).0.unwrap_err();
    assert!(matches!(error.problem, Problem::RedirectLoop(_)), "{error}");
    assert_eq!(round.asked().len(), 2);

    let on_and_on = Server::new(|stream, _, number| {
        let headers = format!("location: /{number}\r\n");
        say(stream, &answer("302 Found", &headers, b""));
    });
    assert_eq!(problem(&on_and_on), Problem::RedirectLimit(5));
    assert_eq!(on_and_on.asked().len(), 6);
}

#[test]
fn compressed_answers_are_unpacked_and_both_sizes_are_capped() {
    let zipped = |body: &[u8]| answer("200 OK", "content-encoding: gzip\r\n", body);
    let got = download(&request(&Server::saying(zipped(&gz(CSV))).url));
    assert_eq!((got.bytes.as_slice(), got.digest), (CSV, Digest::of(CSV)));
    assert_eq!(got.wire_bytes, gz(CSV).len() as u64);

    let bomb = gz(&vec![0; 10_000_000]);
    assert!(bomb.len() < 20_000);
    let too_large = Problem::TooLarge { cap_bytes: 100_000 };
    assert_eq!(problem(&Server::saying(zipped(&bomb))), too_large);

    // Empty members without end: nothing comes out, however much goes in.
    let empty = gz(b"").repeat(10_000);
    let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n";
    let endless = [head.as_bytes(), &empty].concat();
    assert_eq!(problem(&Server::saying(endless)), too_large);

    let packed = gz(&[b"x".repeat(5000), CSV.to_vec()].concat());
    let cut = zipped(&packed[..packed.len() - 12]);
    assert!(matches!(problem(&Server::saying(cut)), Problem::BadGzip(_)));
    assert!(matches!(
        problem(&Server::saying(zipped(CSV))),
        Problem::BadGzip(_)
    ));
    let other = answer("200 OK", "content-encoding: br\r\n", CSV);
    assert_eq!(
        problem(&Server::saying(other)),
        Problem::Coding("br".to_owned())
    );
}

#[test]
fn a_body_larger_than_allowed_is_not_read() {
    let huge = "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999\r\n\r\nname";
    let too_large = Problem::TooLarge { cap_bytes: 100_000 };
    assert_eq!(problem(&Server::saying(huge)), too_large);
    let undeclared = Server::new(|stream, _, _| {
        say(stream, b"HTTP/1.1 200 OK\r\n\r\n");
        say(stream, &vec![b'x'; 300_000]);
    });
    assert_eq!(problem(&undeclared), too_large);
    let exact = Server::saying(answer("200 OK", "", &[b'x'; 100_000]));
    assert_eq!(download(&request(&exact.url)).bytes.len(), 100_000);
}

#[test]
fn what_is_not_http_is_an_error() {
    let endless = Server::new(|stream, _, _| {
        say(stream, b"HTTP/1.1 200 OK\r\n");
        for number in 0..4000 {
            let line = format!("x-header-{number}: {}\r\n", "y".repeat(100));
            if stream.write_all(line.as_bytes()).is_err() {
                return;
            }
        }
    });
    assert!(
        matches!(problem(&endless), Problem::NotHttp(_)),
        "{:?}",
        problem(&endless)
    );
    let one_line = Server::new(|stream, _, _| {
        say(stream, b"HTTP/1.1 200 OK\r\nx: ");
        say(stream, &vec![b'y'; 400_000]);
    });
    assert!(
        matches!(problem(&one_line), Problem::NotHttp(_)),
        "{:?}",
        problem(&one_line)
    );
    let noise = Server::saying("220 ftp.example ready\r\n\r\n");
    assert!(
        matches!(problem(&noise), Problem::NotHttp(_)),
        "{:?}",
        problem(&noise)
    );
    let nothing = Server::saying("");
    assert!(
        matches!(problem(&nothing), Problem::Connection(_)),
        "{:?}",
        problem(&nothing)
    );
}

#[test]
fn slow_and_silent_servers_are_left_in_time() {
    let started = Instant::now();
    let silent = Server::new(|_, _, _| sleep(Duration::from_secs(5)));
    let limit = Duration::from_millis(200);
    let impatient = Request {
        silence_limit: limit,
        ..request(&silent.url)
    };
    assert_eq!(
        run(&impatient).0.unwrap_err().problem,
        Problem::Silence(limit)
    );
    assert_eq!(silent.asked().len(), 4);
    let short = Request {
        time_limit: limit,
        ..request(&silent.url)
    };
    let text = run(&short).0.unwrap_err().to_string();
    assert!(text.contains("not finished within 0.2 s"), "{text}");

    // Never silent, never done.
    let drip = Server::new(|stream, _, _| {
        say(stream, b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
        for _ in 0..100 {
            say(stream, b"x");
            sleep(Duration::from_millis(50));
        }
    });
    let short = Request {
        time_limit: limit,
        ..request(&drip.url)
    };
    assert_eq!(
        run(&short).0.unwrap_err().problem,
        Problem::TimeLimit(limit)
    );

    // Half a body, then nothing.
    let stalled = Server::new(|stream, _, _| {
        say(
            stream,
            b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf",
        );
        sleep(Duration::from_secs(5));
    });
    let impatient = Request {
        silence_limit: limit,
        ..request(&stalled.url)
    };
    assert_eq!(
        run(&impatient).0.unwrap_err().problem,
        Problem::Silence(limit)
    );
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn no_connection_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/a.csv", listener.local_addr().unwrap());
    drop(listener);
    let (result, slept) = run(&request(&url));
    assert!(matches!(
        result.unwrap_err().problem,
        Problem::Connection(_)
    ));
    assert_eq!(slept.len(), 3);
}

#[test]
fn addresses_that_may_not_be_asked_are_refused_before_a_connection() {
    for url in [
        "http://lists.example/a",
        "file:///etc/passwd",
        "https://a:b@lists.example/",
    ] {
        let (result, slept) = run(&request(url));
        let text = result.unwrap_err().to_string();
        assert!(!text.contains("a:b@") && slept.is_empty(), "{text}");
    }
    let proxy = Request {
        proxy: Some("::".to_owned()),
        ..request("https://lists.example/")
    };
    assert_eq!(run(&proxy).0.unwrap_err().problem, Problem::BadProxy);
}

#[test]
fn a_server_without_tls_is_not_taken_for_one_with_it() {
    let server = Server::saying(answer("200 OK", "", CSV));
    let url = server.url.replace("http://", "https://");
    let error = run(&request(&url)).0.unwrap_err();
    assert!(matches!(error.problem, Problem::Tls(_)), "{error:?}");
}
