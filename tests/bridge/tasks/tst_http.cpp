// SPDX-License-Identifier: MIT
// Fetching and serving, on loopback: from each other, from servers that are odd, and over TLS.
#include "loop/asio.h"
#include "loop/task.h"
#include "task_test.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <sys/stat.h>

using namespace braid;
namespace asio = boost::asio;
using asio::ip::tcp;
using State = Script::State;

namespace {

/// Says to every connection what it is told to, after its request, and counts.
class OddServer {
public:
    OddServer(EventLoop& loop, std::vector<std::string> answers)
        : acceptor_(loop.io_context(), {asio::ip::address_v4::loopback(), 0})
        , answers_(std::move(answers))
        , task_(create_task(loop, serve(), "odd server")) {}
    ~OddServer() { task_.cancel(); }

    std::string url(const std::string& path = "/") const {
        return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()) + path;
    }
    std::vector<std::string> requests;
    std::size_t connections = 0;

private:
    /// As many answers as there are for one connection, separated by form feeds; it is closed then.
    Coroutine<> serve() {
        for (const std::string& all : answers_) {
            tcp::socket socket = co_await acceptor_.async_accept(use_coroutine);
            ++connections;
            std::string buffer;
            std::size_t begin = 0;
            while (begin <= all.size()) {
                const std::size_t end = std::min(all.find('\f', begin), all.size());
                const auto [error, size] =
                    co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer),
                                                    "\r\n\r\n", asio::as_tuple(use_coroutine));
                if (error)
                    break;
                requests.push_back(buffer.substr(0, size));
                buffer.erase(0, size);
                const std::string answer = all.substr(begin, end - begin);
                co_await asio::async_write(socket, asio::buffer(answer),
                                           asio::as_tuple(use_coroutine));
                begin = end + 1;
            }
        }
    }

    tcp::acceptor acceptor_;
    const std::vector<std::string> answers_;
    Task<> task_;
};

/// A server's certificate for a host, good until `days` from now, and its key, as PEM.
struct Certificate {
    std::string certificate, key;

    Certificate(const char* host, long days) {
        EVP_PKEY* const pair = EVP_EC_gen("P-256");
        X509* const x509 = X509_new();
        X509_set_version(x509, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
        X509_gmtime_adj(X509_getm_notBefore(x509), -10L * 24 * 3600);
        X509_gmtime_adj(X509_getm_notAfter(x509), days * 24 * 3600);
        X509_set_pubkey(x509, pair);
        X509_NAME* const name = X509_get_subject_name(x509);
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
        X509_set_issuer_name(x509, name);
        const std::string names = std::string("DNS:") + host;
        X509_EXTENSION* const alternative =
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
        X509_add_ext(x509, alternative, -1);
        X509_EXTENSION_free(alternative);
        X509_sign(x509, pair, EVP_sha256());
        certificate = pem([&](BIO* out) { PEM_write_bio_X509(out, x509); });
        key = pem([&](BIO* out) {
            PEM_write_bio_PrivateKey(out, pair, nullptr, nullptr, 0, nullptr, nullptr);
        });
        X509_free(x509);
        EVP_PKEY_free(pair);
    }

    static std::string pem(const std::function<void(BIO*)>& write) {
        BIO* const out = BIO_new(BIO_s_mem());
        write(out);
        char* data = nullptr;
        const long size = BIO_get_mem_data(out, &data);
        std::string text(data, std::size_t(size));
        BIO_free(out);
        return text;
    }
};

/// Answers every request over TLS.
class SecureServer {
public:
    SecureServer(EventLoop& loop, const Certificate& certificate)
        : loop_(loop)
        , acceptor_(loop.io_context(), {asio::ip::address_v4::loopback(), 0})
        , context_(asio::ssl::context::tls_server) {
        context_.use_certificate_chain(asio::buffer(certificate.certificate));
        context_.use_private_key(asio::buffer(certificate.key), asio::ssl::context::pem);
        task_ = create_task(loop, serve(), "secure server");
    }
    ~SecureServer() { task_.cancel(); }
    std::string url() const {
        return "https://localhost:" + std::to_string(acceptor_.local_endpoint().port()) + "/";
    }

private:
    Coroutine<> serve() {
        for (;;) {
            tcp::socket socket = co_await acceptor_.async_accept(use_coroutine);
            asio::ssl::stream<tcp::socket> stream(std::move(socket), context_);
            const auto [failed] = co_await stream.async_handshake(asio::ssl::stream_base::server,
                                                                  asio::as_tuple(use_coroutine));
            if (failed)
                continue;
            std::string request;
            co_await asio::async_read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n",
                                            asio::as_tuple(use_coroutine));
            const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret";
            co_await asio::async_write(stream, asio::buffer(answer), asio::as_tuple(use_coroutine));
        }
    }

    EventLoop& loop_;
    tcp::acceptor acceptor_;
    asio::ssl::context context_;
    Task<> task_;
};

} // namespace

class tst_Http : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    void write(const QString& name, const QByteArray& content) const {
        QDir().mkpath(QFileInfo(folder_->filePath(name)).path());
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content);
    }
    /// "http://localhost:PORT", once the folder is served.
    std::string serve(TaskTest& test) const {
        const auto& task = test.start("serve", {folder_->path().toStdString(), "--port", "0"});
        if (!test.until([&] { return task.says("/ shows "); }))
            qFatal("no server");
        return task.out.substr(0, task.out.find("/ shows"));
    }
    /// All that is answered to some bytes, on a connection that is closed by the server.
    static std::string ask(TaskTest& test, const std::string& url, std::string request) {
        const auto port = std::uint16_t(std::stoi(url.substr(url.rfind(':') + 1)));
        std::string answer;
        const auto talk = [&]() -> Coroutine<> {
            tcp::socket socket(test.loop.io_context());
            const tcp::endpoint there(asio::ip::address_v4::loopback(), port);
            co_await socket.async_connect(there, use_coroutine);
            co_await asio::async_write(socket, asio::buffer(request), use_coroutine);
            co_await asio::async_read(socket, asio::dynamic_buffer(answer),
                                      asio::as_tuple(use_coroutine));
        };
        const Task<> task = create_task(test.loop, talk());
        if (!test.until([&] { return task.done(); }))
            qFatal("no answer");
        task.result();
        return answer;
    }
    static std::string get(TaskTest& test, const std::string& url, const std::string& target,
                           const std::string& more = {}) {
        return ask(test, url,
                   "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" +
                       more + "\r\n");
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    // -- fetch ----------------------------------------------------------------------------

    void urlsAreFetchedAndEachHasALane() {
        write("a", "hello");
        write("b", QByteArray(3'000'000, 'x'));
        TaskTest test;
        const std::string url = serve(test);
        const auto& task = test.run("fetch", {url + "/a", url + "/b"});
        QCOMPARE(task.status(), 0);
        QVERIFY(task.says("200 OK  5 B"));
        QVERIFY(task.says("200 OK  3.00 MB"));
        QVERIFY(task.says("(first byte "));
        QCOMPARE(test.outcome_of(task, url + "/a"), Outcome::Finished);
        QCOMPARE(task.progress.back().text, std::string("2 of 2 · 3.00 MB"));
        QCOMPARE(task.progress.back().fraction, 1.0);
    }

    void manyAreFetchedOnAsFewConnectionsAsAreAllowed() {
        write("a", "hello");
        TaskTest test;
        const std::string url = serve(test);
        std::vector<std::string> words{"--at-once", "7"};
        for (int i = 0; i < 300; ++i)
            words.push_back(url + "/a?" + std::to_string(i));
        const auto& task = test.run("fetch", words);
        QCOMPARE(task.status(), 0);
        QCOMPARE(std::count(task.out.begin(), task.out.end(), '\n'), 300);
        QCOMPARE(test.lanes_of(*test.tasks.front()), std::size_t(1 + 7)); // a lane a connection
    }

    void failuresSayWhyAndAreTheirOwn() {
        write("a", "hello");
        TaskTest test;
        const std::string url = serve(test);
        const auto& task =
            test.run("fetch", {url + "/a", url + "/none", "http://127.0.0.1:1/",
                               "http://nowhere.invalid/", "https" + url.substr(4) + "/a"});
        QCOMPARE(task.status(), 1);
        QVERIFY(task.says("200 OK"));
        QVERIFY(task.complains("/none: 404 Not Found"));
        QVERIFY(task.complains("127.0.0.1:1: Connection refused"));
        QVERIFY(task.complains("http://nowhere.invalid/: nowhere.invalid: "));
        QVERIFY(task.complains(": no TLS connection: "));
        QCOMPARE(task.script->failure(), std::string("4 of 5 URLs failed"));
        QCOMPARE(test.outcome_of(task, url + "/none"), Outcome::Failed);
        QCOMPARE(test.outcome_of(task, "fetch"), Outcome::Failed);
    }

    void oddAnswersAreUnderstoodOrExplained_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const char* answer, const char* said) {
            QTest::newRow(name) << QByteArray(answer) << QString::fromUtf8(said);
        };
        row("chunked",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
            "chunked\r\n\r\n5\r\nhello\r\n3\r\n!!!\r\n0\r\n\r\n",
            "200 OK  8 B");
        row("until the end", "HTTP/1.0 200 OK\r\n\r\nhello", "200 OK  5 B");
        row("no reason", "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", "200 OK  0 B");
        row("no content", "HTTP/1.1 204 No Content\r\n\r\n", "204 No Content  0 B");
        row("cut", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello",
            "the connection ended in the middle of the answer");
        row("cut chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
            "the connection ended in the middle of the answer");
        row("nothing", "", "the server closed the connection without an answer");
        row("no HTTP", "220 mail.example ESMTP\r\n", "the server's answer is no HTTP");
        row("redirect to nowhere", "HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\n\r\n",
            "redirected to 'ftp://x/', which is nowhere to go");
    }
    void oddAnswersAreUnderstoodOrExplained() {
        QFETCH(QByteArray, answer);
        QFETCH(QString, said);
        TaskTest test;
        OddServer server(test.loop, {answer.toStdString()});
        const auto& task = test.run("fetch", {server.url()});
        const QString all = QString::fromStdString(task.out + task.err);
        QVERIFY2(all.contains(said), qPrintable(all));
    }

    void redirectsAreFollowed() {
        TaskTest test;
        OddServer server(test.loop,
                         {"HTTP/1.1 301 Moved\r\nLocation: ../there?x#part\r\nContent-Length: 2"
                          "\r\n\r\nno\fHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes"});
        const auto& task = test.run("fetch", {server.url("/a/b")});
        QVERIFY2(task.says("200 OK  3 B"), task.err.c_str());
        QVERIFY(task.says("/a/b → "));
        QVERIFY(server.requests.at(1).starts_with("GET /there?x HTTP/1.1\r\n"));
        QCOMPARE(server.connections, std::size_t(1));
    }

    void redirectsInACircleEnd() {
        TaskTest test;
        std::string circle;
        for (int i = 0; i < 20; ++i)
            circle += "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n\f";
        OddServer server(test.loop, {circle});
        const auto& task = test.run("fetch", {server.url()});
        QVERIFY(task.complains("more than 10 redirects"));
    }

    void aKeptConnectionThatWasClosedIsReplaced() {
        TaskTest test;
        const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        OddServer server(test.loop, {answer, answer});
        const auto& task = test.run("fetch", {"--at-once", "1", server.url(), server.url()});
        QCOMPARE(task.status(), 0);
        QCOMPARE(server.connections, std::size_t(2));
    }

    void whoDoesNotAnswerIsGivenUp() {
        TaskTest test;
        tcp::acceptor silent(test.loop.io_context(), {asio::ip::address_v4::loopback(), 0});
        const std::string url =
            "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/";
        const auto& task = test.run("fetch", {"--timeout", "0.05", url});
        QVERIFY2(task.complains("no answer within 50.0 ms"), task.err.c_str());
    }

    void fetchingStops() {
        TaskTest test;
        tcp::acceptor silent(test.loop.io_context(), {asio::ip::address_v4::loopback(), 0});
        const std::string host = "127.0.0.1:" + std::to_string(silent.local_endpoint().port());
        auto& task = test.start(
            "fetch", {"http://" + host + "/", "https://" + host + "/", "http://" + host + "/2"});
        QVERIFY(test.until([&] { return test.lanes_of(task) == 4; }));
        test.loop.run_until([] { return true; });
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
        QCOMPARE(test.outcome_of(task, "http://" + host + "/2"), Outcome::Cancelled);
    }

    // -- over TLS -------------------------------------------------------------------------

    void certificatesAreChecked_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("said");
        QTest::newRow("good") << "localhost" << 10 << true << "200 OK  6 B";
        QTest::newRow("expired") << "localhost" << -1 << true << "certificate has expired";
        QTest::newRow("another host") << "example.org" << 10 << true << "certificate is not valid";
        QTest::newRow("nobody's") << "localhost" << 10 << false << "self-signed certificate";
    }
    void certificatesAreChecked() {
        QFETCH(QString, host);
        QFETCH(int, days);
        QFETCH(bool, trusted);
        QFETCH(QString, said);
        const Certificate certificate(host.toUtf8().constData(), days);
        write("authorities.pem",
              trusted ? QByteArray::fromStdString(certificate.certificate) : QByteArray());
        qputenv("SSL_CERT_FILE", folder_->filePath("authorities.pem").toUtf8());
        TaskTest test;
        SecureServer server(test.loop, certificate);
        const auto& task = test.run("fetch", {server.url()});
        const QString all = QString::fromStdString(task.out + task.err);
        QVERIFY2(all.contains(said), qPrintable(all));
        qunsetenv("SSL_CERT_FILE");
    }

    // -- serve ----------------------------------------------------------------------------

    void filesAreServedWithTheirTypesAndInParts() {
        write("page.html", "<p>0123456789");
        TaskTest test;
        const std::string url = serve(test);
        const std::string whole = get(test, url, "/page.html");
        QVERIFY(whole.starts_with("HTTP/1.1 200 OK\r\n"));
        QVERIFY(whole.find("Content-Type: text/html; charset=utf-8\r\n") != whole.npos);
        QVERIFY(whole.ends_with("\r\n\r\n<p>0123456789"));
        const auto part = [&](const std::string& range) {
            return get(test, url, "/page.html", "Range: " + range + "\r\n");
        };
        QVERIFY(part("bytes=3-5").starts_with("HTTP/1.1 206"));
        QVERIFY(part("bytes=3-5").find("Content-Range: bytes 3-5/13\r\n") != std::string::npos);
        QVERIFY(part("bytes=3-5").ends_with("\r\n\r\n012"));
        QVERIFY(part("bytes=10-").ends_with("\r\n\r\n789"));
        QVERIFY(part("bytes=-2").ends_with("\r\n\r\n89"));
        QVERIFY(part("bytes=-99").ends_with("\r\n\r\n<p>0123456789"));
        QVERIFY(part("bytes=12-99").ends_with("\r\n\r\n9"));
        QVERIFY(part("bytes=13-").starts_with("HTTP/1.1 416"));
        QVERIFY(part("bytes=-0").starts_with("HTTP/1.1 416"));
        for (const char* odd : {"bytes=5-3", "bytes=a-b", "bytes=0-1,3-4", "lines=1-2", "bytes=-"})
            QVERIFY2(part(odd).starts_with("HTTP/1.1 200"), odd);
    }

    void aLargeFileArrivesWhole() {
        QByteArray large;
        for (int i = 0; i < 1'000'000; ++i)
            large += QByteArray::number(i);
        write("large.bin", large);
        TaskTest test;
        const std::string answer = get(test, serve(test), "/large.bin");
        QVERIFY(QByteArray::fromStdString(answer).endsWith("\r\n\r\n" + large));
    }

    void foldersAreListedUnlessTheyHaveAnIndex() {
        write("a & <b>.txt", "");
        write("sub/index.html", "the index");
        TaskTest test;
        const std::string url = serve(test);
        const std::string list = get(test, url, "/");
        QVERIFY(list.find("<a href=\"./a%20&amp;%20%3Cb%3E.txt\">a &amp; &lt;b&gt;.txt</a>") !=
                list.npos);
        QVERIFY(list.find("<a href=\"./sub/\">sub/</a>") != list.npos);
        QVERIFY(get(test, url, "/a%20%26%20%3Cb%3E.txt").starts_with("HTTP/1.1 200"));
        const std::string moved = get(test, url, "/sub?x");
        QVERIFY(moved.starts_with("HTTP/1.1 301"));
        QVERIFY(moved.find("Location: /sub/?x\r\n") != moved.npos);
        QVERIFY(get(test, url, "/sub/").ends_with("the index"));
        const std::string head = ask(test, url,
                                     "HEAD /sub/ HTTP/1.1\r\nHost: localhost\r\n"
                                     "Connection: close\r\n\r\n");
        QVERIFY(head.find("Content-Length: 9\r\n") != head.npos);
        QVERIFY(head.ends_with("\r\n\r\n"));
    }

    void nothingLeadsOutOfTheFolder_data() {
        QTest::addColumn<QString>("target");
        for (const char* target :
             {"/../secret", "/%2e%2e/secret", "/sub/../../secret", "/..%2fsecret", "//etc/passwd",
              "/link", "/absolute", "/folder/secret", "/a%00b", "/pipe", "secret", "/%zz"})
            QTest::newRow(target) << target;
    }
    void nothingLeadsOutOfTheFolder() {
        QFETCH(QString, target);
        write("secret", "the secret");
        write("shared/sub/file", "");
        const QString shared = folder_->filePath("shared/");
        QVERIFY(QFile::link("../secret", shared + "link"));
        QVERIFY(QFile::link("/etc/passwd", shared + "absolute"));
        QVERIFY(QFile::link("..", shared + "folder"));
        QCOMPARE(::mkfifo((shared + "pipe").toUtf8().constData(), 0600), 0);
        TaskTest test;
        const auto& task = test.start("serve", {shared.toStdString(), "--port", "0"});
        QVERIFY(test.until([&] { return task.says("/ shows "); }));
        const std::string url = task.out.substr(0, task.out.find("/ shows"));
        const std::string answer = get(test, url, target.toStdString());
        QVERIFY2(answer.starts_with("HTTP/1.1 4"), answer.c_str());
        QVERIFY(answer.find("the secret") == answer.npos && answer.find("root:") == answer.npos);
    }

    void whatIsNoRequestOfABrowserHereIsRefused() {
        write("a", "hello");
        TaskTest test;
        const std::string url = serve(test);
        const std::string end = "\r\nConnection: close\r\n\r\n";
        const auto status = [&](const std::string& request) {
            return ask(test, url, request).substr(0, 12);
        };
        QCOMPARE(status("GET /a HTTP/1.1\r\nHost: evil.example" + end),
                 std::string("HTTP/1.1 421"));
        QCOMPARE(status("GET /a HTTP/1.1\r\nHost: localhost.evil.example:80" + end),
                 std::string("HTTP/1.1 421"));
        QCOMPARE(status("GET /a HTTP/1.1\r\nHost: 127.0.0.1:99" + end),
                 std::string("HTTP/1.1 200"));
        QCOMPARE(status("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0" + end),
                 std::string("HTTP/1.1 405"));
        QCOMPARE(status("nonsense\r\n\r\n"), std::string("HTTP/1.1 400"));
        QCOMPARE(status("GET /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999" + end),
                 std::string("HTTP/1.1 413"));
    }

    void aPortThatIsTakenIsAFailure() {
        TaskTest test;
        const std::string url = serve(test);
        const std::string port = url.substr(url.rfind(':') + 1);
        const auto& second = test.run("serve", {folder_->path().toStdString(), "--port", port});
        QCOMPARE(second.script->failure(), "port " + port + ": Address already in use");
    }

    void servingStopsWithItsConnections() {
        TaskTest test;
        const std::string url = serve(test);
        auto& task = *test.tasks.front();
        tcp::socket idle(test.loop.io_context());
        idle.connect({asio::ip::address_v4::loopback(),
                      std::uint16_t(std::stoi(url.substr(url.rfind(':') + 1)))});
        QVERIFY(test.until([&] { return test.lanes_of(task) == 2; }));
        task.script->stop();
        QVERIFY(test.until([&] { return task.ended(); }));
        QCOMPARE(task.script->outcome(), Outcome::Cancelled);
        boost::system::error_code error;
        char byte = 0;
        idle.read_some(asio::buffer(&byte, 1), error);
        QVERIFY(error);
    }
};

QTEST_GUILESS_MAIN(tst_Http)
#include "tst_http.moc"
