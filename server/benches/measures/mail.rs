//! Outreach to a hundred thousand, beside a bare loop over the same connections to the same server; the same to a server
//! that wants its commands one by one, and to one whose answers are some time on their way; and the same while the program is
//! killed ten times on the way. The server is a thread of this program that counts what it took. The bare loop is the
//! library's: it says one command at a time, whatever the server offers.

use crate::{
    pace::Pace,
    steps,
    support::{
        World,
        process::{Running, until},
        program,
        smtp::Server,
    },
};
use domain::mails::Pace as MailPace;
use lettre::{
    address::Envelope,
    message::{
        SinglePart,
        header::{ContentTransferEncoding, ContentType},
    },
    transport::smtp::{
        client::AsyncSmtpConnection,
        commands::{Data, Mail as MailFrom, Rcpt},
        extension::ClientId,
    },
};
use server::{
    app::App,
    clock::Clock,
    jobs,
    mail::{
        Outgoing,
        post::{IN_FLIGHT, LOST_AFTER},
    },
};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use store::{
    Scope,
    mails::{self, Class, Mail},
    testing::{copies, mail_states, numbered_id},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

/// Recipients.
const MANY: usize = 100_000;
/// Recipients where each answer is some time on its way: the loop beside waits for four answers a mail.
const FEWER: usize = 3_000;
/// So long an answer is on its way from a server elsewhere.
const ON_ITS_WAY: Duration = Duration::from_millis(5);
/// Connections that outreach has of the program's four.
const CONNECTIONS: usize = 3;
/// How often the program dies on the way.
const KILLS: usize = 10;
/// How much more memory than at its beginning the program may hold at its end.
const FLAT: u64 = 32 * 1024;

const SUBJECT: &str = "【みどり野市】ケアプランデータ連携システム 説明会のご案内";
const BODY: &str =
    "居宅介護支援事業所ひだまり 御中\r\n\r\n説明会を開きます。\r\nhttps://city.example.jp/\r\n";

/// How a server behaves.
#[derive(Clone, Copy)]
struct Way {
    /// Whether it takes several commands at once and answers them together, as most do (RFC 2920).
    pipelining: bool,
    /// How long what it says is on its way.
    after: Duration,
}

const AT_ONCE: Way = Way { pipelining: true, after: Duration::ZERO };

/// A server that takes everything and counts how often each recipient got a mail.
struct Sink {
    address: SocketAddr,
    taken: Arc<AtomicUsize>,
    copies: Arc<Vec<AtomicU8>>,
}

impl Sink {
    fn start(way: Way) -> Self {
        let taken = Arc::new(AtomicUsize::new(0));
        let copies: Arc<Vec<_>> = Arc::new((0..=MANY).map(|_| AtomicU8::new(0)).collect());
        let (told, counted, known) = (std::sync::mpsc::channel(), Arc::clone(&taken), Arc::clone(&copies));
        let (tell, hear) = told;
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                tell.send(listener.local_addr().unwrap()).unwrap();
                while let Ok((stream, _)) = listener.accept().await {
                    stream.set_nodelay(true).unwrap();
                    let (counted, known) = (Arc::clone(&counted), Arc::clone(&known));
                    tokio::spawn(async move { serve(stream, way, &counted, &known).await });
                }
            });
        });
        Self { address: hear.recv().unwrap(), taken, copies }
    }

    fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }

    fn forget(&self) {
        self.taken.store(0, Ordering::Relaxed);
        self.copies.iter().for_each(|copies| copies.store(0, Ordering::Relaxed));
    }
}

async fn serve(stream: TcpStream, way: Way, taken: &AtomicUsize, copies: &[AtomicU8]) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut said = b"220 sink ESMTP\r\n".to_vec();
    let (mut line, mut place, mut is_text) = (String::new(), 0, false);
    loop {
        // What was asked together is answered together.
        if !said.is_empty() && stream.buffer().is_empty() {
            if !way.after.is_zero() {
                tokio::time::sleep(way.after).await;
            }
            stream.get_mut().write_all(&said).await.ok()?;
            said.clear();
        }
        line.clear();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        if is_text {
            if line == ".\r\n" {
                is_text = false;
                copies.get(place)?.fetch_add(1, Ordering::Relaxed);
                taken.fetch_add(1, Ordering::Relaxed);
                said.extend(b"250 2.0.0 queued\r\n");
            }
            continue;
        }
        let answer: &[u8] = match line.get(..4).unwrap_or_default() {
            "EHLO" if way.pipelining => b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
            "EHLO" => b"250-sink\r\n250 8BITMIME\r\n",
            "RCPT" => {
                place = number(&line);
                b"250 ok\r\n"
            }
            "DATA" => {
                is_text = true;
                b"354 go on\r\n"
            }
            _ => b"250 ok\r\n",
        };
        said.extend(answer);
    }
}

/// The number in an address.
fn number(address: &str) -> usize {
    let digits: String =
        address.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Writes so many mails that wait and one more, by the database itself. The ids of each run begin with a digit of its own.
async fn write(world: &World, run: char, count: usize) {
    let (tenant, app) = (steps::tenant(world, "midorino").await, &world.app);
    let id: domain::ids::MailId = app.clock.id();
    let mail = Mail {
        id,
        tenant,
        class: Class::Outreach,
        recipient: "office0@d0.example.jp".into(),
        recipient_name: "居宅介護支援事業所ひだまり".into(),
        sender_name: "みどり野市 介護保険課".into(),
        subject: SUBJECT.into(),
        body: BODY.into(),
        message_id: id.to_string(),
        about: Some(("measure", Uuid::from_u128(1))),
        created_at: app.clock.now(),
    };
    let tx = app.store.write(&Scope::tenant_by_system(tenant, "measure")).await.unwrap();
    mails::enqueue(&tx, app.clock.id(), mail).await.unwrap();
    tx.commit().await.unwrap();
    let settings = &app.config.database;
    let changed = [
        ("id", numbered_id(settings, run, "i")),
        ("recipient", "'office' || i || '@d' || (i % 7) || '.example.jp'".to_owned()),
        ("message_id", "'m-' || i".to_owned()),
    ];
    let first = "o.recipient = 'office0@d0.example.jp' AND o.state = 'waiting'";
    copies(settings, "mails", first, u32::try_from(count).unwrap(), &changed).await;
}

fn worker(world: &World, sink: &Sink) -> Running {
    let port = sink.address.port().to_string();
    let settings = [
        ("HIROMERU_MAIL__HOST", "127.0.0.1"),
        ("HIROMERU_MAIL__PORT", port.as_str()),
        ("HIROMERU_MAIL__FROM", world.app.mail.from.as_str()),
        ("HIROMERU_MAIL__TLS", "false"),
        ("HIROMERU_MAIL__PER_MINUTE", "0"),
    ];
    program::start(world, &["work"], &settings)
}

/// What the program took for them.
struct Spent {
    time: Duration,
    /// Of its processors, in seconds; the database's own program and the server are not in it.
    busy: f64,
    /// Its memory after the first tenth and at the end, in kilobytes.
    memory: (u64, u64),
}

/// Writes them and lets the program send them.
async fn with_program(world: &World, sink: &Sink, run: char, count: usize) -> Spent {
    write(world, run, count).await;
    let mut worker = worker(world, sink);
    until("the first mail is taken", async || sink.taken() > 0).await;
    let (start, before) = (Instant::now(), worker.worked());
    wait_for(sink, count / 10).await;
    let early = worker.resident();
    wait_for(sink, count + 1).await;
    let (time, busy) = (start.elapsed(), worker.worked() - before);
    let memory = (early, worker.resident());
    worker.stop().await;
    Spent { time, busy, memory }
}

async fn wait_for(sink: &Sink, count: usize) {
    let patience = Instant::now() + Duration::from_mins(20);
    while sink.taken() < count {
        assert!(Instant::now() < patience, "{} of {count} were taken", sink.taken());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How long a loop takes that does nothing but write and hand over, with as many connections.
async fn bare(sink: &Sink, count: usize) -> Duration {
    let address = sink.address;
    let start = Instant::now();
    let loops = (0..CONNECTIONS).map(|first| tokio::spawn(bare_loop(address, first, count)));
    futures::future::join_all(loops).await.into_iter().for_each(|done| done.unwrap());
    start.elapsed()
}

async fn bare_loop(address: SocketAddr, first: usize, count: usize) {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let hello = ClientId::Domain("hiromeru.example".to_owned());
    let mut connection = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await.unwrap();
    for place in (first..count).step_by(CONNECTIONS) {
        let to = format!("office{place}@d{}.example.jp", place % 7);
        let from: lettre::Address = "noreply@hiromeru.example".parse().unwrap();
        let body = SinglePart::builder()
            .header(ContentType::TEXT_PLAIN)
            .header(ContentTransferEncoding::Base64)
            .body(BODY.to_owned());
        let message = lettre::Message::builder()
            .from(lettre::message::Mailbox::new(Some("みどり野市 介護保険課".to_owned()), from.clone()))
            .to(lettre::message::Mailbox::new(Some("ひだまり".to_owned()), to.parse().unwrap()))
            .subject(SUBJECT)
            .envelope(Envelope::new(Some(from.clone()), vec![to.parse().unwrap()]).unwrap())
            .singlepart(body)
            .unwrap();
        connection.command(MailFrom::new(Some(from), Vec::new())).await.unwrap();
        connection.command(Rcpt::new(to.parse().unwrap(), Vec::new())).await.unwrap();
        connection.command(Data).await.unwrap();
        connection.message(&message.formatted()).await.unwrap();
    }
}

/// Mails a second beside the bare loop, memory, and what ten kills leave.
pub async fn outreach(pace: &Pace, world: &World) {
    let name = "outreach to 100,000";
    if !pace.wants(name) {
        return;
    }
    let sink = Sink::start(AT_ONCE);
    beside_a_loop(pace, world, &sink, ('e', MANY), name).await;
    let one_by_one = Sink::start(Way { pipelining: false, ..AT_ONCE });
    beside_a_loop(pace, world, &one_by_one, ('d', MANY), "outreach to 100,000, commands one by one").await;
    let elsewhere = Sink::start(Way { after: ON_ITS_WAY, ..AT_ONCE });
    beside_a_loop(pace, world, &elsewhere, ('c', FEWER), "outreach to 3,000, answers after 5 ms").await;
    killed(pace, world, &sink).await;
}

/// So many by a bare loop, and then by the program.
#[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
async fn beside_a_loop(pace: &Pace, world: &World, sink: &Sink, (run, count): (char, usize), name: &str) {
    let beside = bare(sink, count).await;
    sink.forget();
    let Spent { time, busy, memory: (early, late) } = with_program(world, sink, run, count).await;
    let others = sink.copies[..=count].iter().filter(|copies| copies.load(Ordering::Relaxed) != 1).count();
    assert_eq!(others, 0, "everybody once");
    assert!(late <= early + FLAT, "{early} kB became {late} kB");
    println!(
        "measured: {:10} {name}: {:.0} ms = {:.2} x the throughput of a bare loop ({:.0} ms), {busy:.1} s of its processors, {early} kB and {late} kB of memory",
        pace.database(),
        time.as_secs_f64() * 1000.0,
        beside.as_secs_f64() / time.as_secs_f64(),
        beside.as_secs_f64() * 1000.0,
    );
}

/// The same again, killed ten times: everybody once, or not at all with the reason.
#[expect(clippy::print_stdout, reason = "a measurement is read by a person")]
async fn killed(pace: &Pace, world: &World, sink: &Sink) {
    let settings = &world.app.config.database;
    store::testing::tamper(settings, "DELETE FROM mails").await;
    sink.forget();
    write(world, 'b', MANY).await;
    for kill in 1..=KILLS {
        let mut worker = worker(world, sink);
        wait_for(sink, MANY * kill / (KILLS + 2)).await;
        worker.kill().await;
    }
    let from = world.app.mail.from.clone();
    let transport = Server::plain(sink.address.port());
    let machine = Clock::system();
    let later = App {
        clock: Clock::by(move || machine.now() + LOST_AFTER * 2),
        mail: Arc::new(Outgoing::new(transport, from, MailPace::free())),
        ..world.app.clone()
    };
    jobs::drain(&later).await.unwrap();
    let tx = later.store.read(&Scope::system("measure")).await.unwrap();
    let (mut sent, mut unknown) = (0, 0);
    for (recipient, state) in mail_states(&tx).await {
        let copies = sink.copies.get(number(&recipient)).map_or(0, |copies| copies.load(Ordering::Relaxed));
        match state.as_str() {
            "sent" => {
                assert_eq!(copies, 1, "{recipient}");
                sent += 1;
            }
            "unknown" => {
                assert!(copies <= 1, "{recipient}");
                unknown += 1;
            }
            other => panic!("{recipient} is {other}"),
        }
    }
    assert_eq!(sent + unknown, MANY + 1);
    assert!(unknown <= KILLS * IN_FLIGHT, "{unknown}");
    println!(
        "measured: {:10} outreach to 100,000, killed {KILLS} times: nobody twice, {unknown} not known of at most {}",
        pace.database(),
        KILLS * IN_FLIGHT,
    );
}
