//! `plaint lists update` over HTTP, against publishers' servers that behave and that do not.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::house::{House, Ran};
use crate::made_up::{self, REGISTER, describe, recorded};
use crate::server::{Server, answer, say};

/// The register without its last party, which is too few to replace the whole one.
fn fewer() -> String {
    let rows: Vec<&str> = made_up::PARTIES.lines().take(2).collect();
    made_up::HEADING.to_owned() + &rows.join("\n") + "\n"
}

/// The register with one party more.
fn more() -> String {
    made_up::register() + "5,Company,Sogenannt Weaving,,cn,,Made-Up Act 2020,2025-01-01,90 XX 1\n"
}

fn origin(url: &str) -> String {
    format!(
        "\n[[origin]]\nformat = \"mapped-csv\"\nurls = [\"{url}\"]\nverified = true\nnote = \"\"\n"
    )
}

/// A house whose register is published at an address, and the four parties are in force.
fn published(server: &Server) -> House {
    let house = recorded();
    describe(
        &house,
        REGISTER,
        50,
        &origin(&format!("{}/register.csv", server.url)),
    );
    house
}

/// The four parties are still what is asked.
fn assert_last_good(house: &House, why: &str) {
    assert_eq!(house.entries(REGISTER), Some(4), "{why}");
    let found = house.json(&["screen", "Fictive Vidtech"]);
    assert_eq!(found["candidates"][0]["id"], "zz-made-up-4", "{why}");
    house.assert_sound();
}

/// Updates from an address, which must fail or be refused with these words.
fn assert_turned_down(server: &Server, status: i32, words: &str) -> Ran {
    let house = recorded();
    let url = format!("{}/register.csv", server.url);
    let ran = house.run(&["lists", "update", REGISTER, "--from", &url]);
    let said = format!("{}{}", ran.out, ran.err);
    assert_eq!(ran.status, Some(status), "{said}");
    assert!(said.contains(words), "{words:?} is not in {said}");
    assert_last_good(&house, words);
    ran
}

#[test]
fn a_register_is_fetched_and_not_again_when_nothing_changed() {
    let body = more();
    let server = Server::new(move |stream, request, _| {
        let known = request.contains("if-none-match: \"v1\"");
        let tag = "etag: \"v1\"\r\n";
        say(
            stream,
            &match known {
                true => answer("304 Not Modified", tag, b""),
                false => answer("200 OK", tag, body.as_bytes()),
            },
        );
    });
    let house = published(&server);
    let first = house.ok(&["lists", "update", REGISTER]);
    assert!(first.contains("5 entries"), "{first}");
    let second = house.ok(&["lists", "update", REGISTER]);
    assert!(second.contains("unchanged"), "{second}");
    assert_eq!(server.asked().len(), 2);
    assert!(
        server.asked()[1].contains("if-none-match"),
        "{:?}",
        server.asked()
    );
    // Once another file is in force, "not modified" would speak of one that is not.
    house.write("again.csv", made_up::register());
    house.ok(&[
        "lists",
        "update",
        REGISTER,
        "--from",
        "again.csv",
        "--accept",
        "a test",
    ]);
    let third = house.ok(&["lists", "update", REGISTER]);
    assert!(third.contains("5 entries"), "{third}");
    assert!(
        !server.asked()[2].contains("if-none-match"),
        "{:?}",
        server.asked()
    );
}

#[test]
fn what_was_refused_is_not_called_unchanged_the_next_time() {
    let server = Server::new(|stream, request, _| {
        let known = request.contains("if-none-match: \"v2\"");
        say(
            stream,
            &match known {
                true => answer("304 Not Modified", "", b""),
                false => answer("200 OK", "etag: \"v2\"\r\n", fewer().as_bytes()),
            },
        );
    });
    let house = published(&server);
    for _ in 0..2 {
        let ran = house.run(&["lists", "update", REGISTER]);
        assert_eq!(ran.status, Some(1), "{}{}", ran.out, ran.err);
        assert!(ran.out.contains("refused"), "{}", ran.out);
        assert_last_good(&house, "refused");
    }
    let accepted = house.ok(&[
        "lists",
        "update",
        REGISTER,
        "--accept",
        "two were taken off",
    ]);
    assert!(accepted.contains("2 entries"), "{accepted}");
}

#[test]
fn the_next_address_is_tried_when_one_fails() {
    let down = Server::saying(answer("404 Not Found", "", b""));
    let up = Server::saying(answer("200 OK", "", more().as_bytes()));
    let house = recorded();
    let both = origin(&format!("{}/a.csv", down.url)) + &origin(&format!("{}/b.csv", up.url));
    describe(&house, REGISTER, 50, &both);
    assert!(
        house
            .ok(&["lists", "update", REGISTER])
            .contains("5 entries")
    );
    assert_eq!((down.asked().len(), up.asked().len()), (1, 1));
}

#[test]
fn a_refusal_by_the_server() {
    let server = Server::saying(answer("403 Forbidden", "", b"<html>No</html>"));
    assert_turned_down(
        &server,
        2,
        "download the file with a browser and pass it with --from",
    );
    assert_eq!(server.asked().len(), 1, "a refusal is final");
}

#[test]
fn an_error_page_in_place_of_the_register() {
    let page = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>";
    let server = Server::saying(answer("200 OK", "content-type: text/html\r\n", page));
    assert_turned_down(&server, 1, "an HTML page, where mapped-csv is expected");
}

#[test]
fn an_empty_answer() {
    let server = Server::saying(answer("200 OK", "", b""));
    assert_turned_down(&server, 1, "the file is empty");
}

#[test]
fn an_answer_that_is_cut_off() {
    let server = Server::new(|stream, _, _| {
        let body = made_up::register();
        let head = format!(
            "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
            body.len() * 2
        );
        say(stream, (head + &body).as_bytes());
    });
    // Such an answer is asked for again, after longer and longer pauses.
    let started = Instant::now();
    assert_turned_down(&server, 2, "register.csv: ");
    assert_eq!(server.asked().len(), 4);
    assert!(started.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_register_that_was_cut_off_before_it_was_served() {
    let server = Server::saying(answer("200 OK", "", &made_up::register().as_bytes()[..150]));
    assert_turned_down(&server, 1, "cut off or is damaged");
}

#[test]
fn redirects_without_end() {
    let server = Server::new(|stream, request, _| {
        let next = if request.starts_with("get /a") {
            "/b"
        } else {
            "/a"
        };
        say(
            stream,
            &answer("302 Found", &format!("location: {next}\r\n"), b""),
        );
    });
    assert_turned_down(&server, 2, "redirect");
    assert!(server.asked().len() <= 10, "{}", server.asked().len());
}

#[test]
fn a_redirect_off_to_the_open_network_without_encryption() {
    let server = Server::saying(answer(
        "302 Found",
        "location: http://register.example/a.csv\r\n",
        b"",
    ));
    assert_turned_down(&server, 2, "https");
}

#[test]
fn compression_that_would_fill_the_memory() {
    // 68 members of 16 MiB each, one after the other: over a gibibyte out of a megabyte.
    let mut member = GzEncoder::new(Vec::new(), Compression::best());
    member.write_all(&vec![b' '; 16 << 20]).unwrap();
    let bomb = member.finish().unwrap().repeat(68);
    assert!(bomb.len() < 2 << 20);
    let server = Server::saying(answer("200 OK", "content-encoding: gzip\r\n", &bomb));
    assert_turned_down(&server, 2, "larger than");
}

#[test]
fn compression_that_is_none() {
    let server = Server::saying(answer(
        "200 OK",
        "content-encoding: gzip\r\n",
        b"id,schema,name",
    ));
    assert_turned_down(&server, 2, "register.csv: ");
}

#[test]
fn an_answer_that_is_not_http() {
    let server = Server::saying(b"220 ready\r\n".to_vec());
    assert_turned_down(&server, 2, "127.0.0.1");
}

#[test]
fn nobody_answers() {
    let server = Server::saying("");
    let house = recorded();
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("http://127.0.0.1:{port}/register.csv");
    let ran = house.run(&["lists", "update", REGISTER, "--from", &url]);
    assert_eq!(ran.status, Some(2), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("failed"), "{}", ran.out);
    assert_last_good(&house, "nobody answers");
    assert!(server.asked().is_empty());
}

#[test]
fn a_slow_answer_that_comes_in_the_end() {
    let server = Server::new(|stream, _, _| {
        let body = more();
        let whole = answer("200 OK", "", body.as_bytes());
        for part in whole.chunks(whole.len() / 10) {
            thread::sleep(Duration::from_millis(150));
            say(stream, part);
        }
    });
    let house = published(&server);
    let out = house.ok(&["lists", "update", REGISTER]);
    assert!(out.contains("5 entries"), "{out}");
}

#[test]
fn a_passing_fault_is_got_over() {
    let failures = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&failures);
    let server = Server::new(move |stream, _, number| {
        if number == 0 {
            counted.fetch_add(1, Ordering::SeqCst);
            say(stream, &answer("503 Service Unavailable", "", b""));
        } else {
            say(stream, &answer("200 OK", "", more().as_bytes()));
        }
    });
    let house = published(&server);
    let ran = house.run(&["lists", "update", REGISTER]);
    assert_eq!(ran.status, Some(0), "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("trying again"), "{}", ran.err);
    assert_eq!(failures.load(Ordering::SeqCst), 1);
}

#[test]
fn one_list_that_fails_does_not_stop_the_others() {
    let down = Server::saying(answer("403 Forbidden", "", b""));
    let up = Server::saying(answer("200 OK", "", more().as_bytes()));
    let house = recorded();
    describe(
        &house,
        REGISTER,
        50,
        &origin(&format!("{}/a.csv", down.url)),
    );
    describe(
        &house,
        "zz-other",
        50,
        &origin(&format!("{}/b.csv", up.url)),
    );
    let ran = house.run(&["lists", "update", REGISTER, "zz-other"]);
    assert_eq!(ran.status, Some(2), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("zz-made-up: failed") && ran.out.contains("zz-other: 5 entries"));
    assert!(ran.err.contains("1 of 2 lists failed"), "{}", ran.err);
    assert_eq!(house.entries("zz-other"), Some(5));
    assert_last_good(&house, "403");
}

#[test]
fn a_register_as_gz() {
    let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
    gz.write_all(more().as_bytes()).unwrap();
    let server = Server::saying(answer("200 OK", "", &gz.finish().unwrap()));
    let house = recorded();
    let url = format!("{}/register.csv.gz", server.url);
    let out = house.ok(&["lists", "update", REGISTER, "--from", &url]);
    assert!(out.contains("5 entries"), "{out}");
}
