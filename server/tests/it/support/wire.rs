//! One request over one connection, as HTTP/1.0: the answer ends with the connection.

use super::Answer;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use std::{io, net::SocketAddr};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// Sends it, and reads the whole answer; an answer that breaks off is an error.
pub async fn send(address: SocketAddr, request: Request<Body>) -> io::Result<Answer> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let mut bytes = format!("{} {} HTTP/1.0\r\nhost: {address}\r\n", parts.method, parts.uri).into_bytes();
    for (name, value) in &parts.headers {
        bytes.extend(format!("{name}: ").bytes().chain(value.as_bytes().iter().copied()).chain(*b"\r\n"));
    }
    bytes.extend(format!("content-length: {}\r\n\r\n", body.len()).bytes());
    bytes.extend(body);
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(&bytes).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    read(&answer).ok_or_else(|| io::Error::other("the answer broke off"))
}

fn read(answer: &[u8]) -> Option<Answer> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&answer[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let status = StatusCode::from_bytes(lines.next()?.split(' ').nth(1)?.as_bytes()).ok()?;
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(':')?;
        headers
            .append(HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_str(value.trim()).ok()?);
    }
    let bytes = answer[end + 4..].to_vec();
    let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
    length.is_none_or(|length: usize| length == bytes.len()).then(|| Answer::of(status, headers, bytes))
}
