// SPDX-License-Identifier: MIT
// A script's standard streams are descriptors 0, 1 and 2, of its own: raw, without a language.
#include "gathering.h"
#include "small_language.h"

#include <QTest>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <poll.h>
#include <spawn.h>
#include <termios.h>
#include <thread>

using namespace braid;
using namespace std::chrono_literals;
using small::Program;

namespace {

struct Streams : Gathering {
    ScriptTurns turns{loop};
    small::Engine engine{turns, trace};
    std::vector<std::unique_ptr<Script>> scripts;
    const Audience is;

    explicit Streams(Audience audience = Audience::Text)
        : is(audience) {
        std::signal(SIGPIPE, SIG_IGN);
    }
    ~Streams() override {
        scripts.clear();
        engine.shut_down(5s);
    }
    Audience audience() const override { return is; }
    Script& start(const char* name, small::Function function) {
        engine.add(name, std::move(function));
        scripts.push_back(engine.load(name, {}, *this));
        scripts.back()->start();
        return *scripts.back();
    }
    bool said(const Script& script, const char* text) {
        return turn_until([&] { return all(script).contains(text); });
    }
    bool asks(const Script& script) {
        return turn_until([&] { return script.state() == Script::State::WaitingInput; });
    }
};

void say(const char* text, int number = STDOUT_FILENO) {
    if (::write(number, text, std::strlen(text)) < 0)
        qFatal("cannot write: %s", strerror(errno));
}

std::string read_some() {
    char buffer[100];
    return {buffer, std::size_t(std::max<ssize_t>(::read(STDIN_FILENO, buffer, sizeof buffer), 0))};
}

using File = std::pair<dev_t, ino_t>;

File file_behind(int number) {
    struct stat file {};
    fstat(number, &file);
    return {file.st_dev, file.st_ino};
}

/// In a thread of the script; the script goes on meanwhile.
void in_thread(Program& p, const std::function<void()>& function) {
    std::atomic<bool> over = false;
    std::thread thread([&, self = p.shared_from_this()] {
        CurrentRun::adopt_thread(self);
        function();
        over = true;
        self->wake_threadsafe();
        CurrentRun::adopt_thread(nullptr);
    });
    while (!over)
        p.wait_for_turn();
    thread.join();
}

int descriptors() {
    const std::filesystem::directory_iterator all("/proc/self/fd");
    return int(std::distance(begin(all), end(all)));
}

} // namespace

class TestStreams : public QObject {
    Q_OBJECT

    static void pipes_and_terminals() {
        QTest::addColumn<int>("audience");
        QTest::newRow("pipes") << int(Audience::Text);
        QTest::newRow("terminals") << int(Audience::Terminal);
    }
    static Audience audience() {
        QFETCH(int, audience);
        return Audience(audience);
    }

private slots:
    void they_are_0_to_2_on_its_stack_and_the_programs_elsewhere_data() { pipes_and_terminals(); }
    void they_are_0_to_2_on_its_stack_and_the_programs_elsewhere() {
        Streams t(audience());
        const std::array<File, 3> programs{file_behind(0), file_behind(1), file_behind(2)};
        std::array<File, 3> first{}, second{}, again{};
        const auto look = [](std::array<File, 3>& at) {
            at = {file_behind(0), file_behind(1), file_behind(2)};
        };
        Script& a = t.start("a.small", [&](Program& p) {
            look(first);
            p.rest(20ms);
            look(again);
        });
        Script& b = t.start("b.small", [&](Program& p) {
            look(second);
            p.rest(1ms);
        });
        t.turn();
        QCOMPARE((std::array<File, 3>{file_behind(0), file_behind(1), file_behind(2)}), programs);
        QVERIFY(t.finish(a));
        QVERIFY(t.finish(b));
        QCOMPARE(again, first);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(first[i] != programs[i]);
            QVERIFY(first[i] != second[i]);
        }
    }

    void what_is_written_comes_in_order_data() { pipes_and_terminals(); }
    void what_is_written_comes_in_order() {
        Streams t(audience());
        Script& script = t.start("order.small", [](Program&) {
            for (int i = 0; i < 1000; ++i) {
                say("o");
                say("e", STDERR_FILENO);
            }
        });
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), QString("oe").repeated(1000));
        QCOMPARE(t.err(script), QString("e").repeated(1000));
    }

    void much_is_written_at_once_and_waits_to_be_heard_data() { pipes_and_terminals(); }
    void much_is_written_at_once_and_waits_to_be_heard() {
        Streams t(audience());
        bool done = false;
        Script& script = t.start("torrent.small", [&](Program&) {
            const std::string much(1 << 20, 'x');
            for (int i = 0; i < 3; ++i)
                say(much.c_str());
            done = true;
        });
        Script& other = t.start("other.small", [](Program& p) { p.rest(1ms); });
        t.turn();
        QVERIFY(!done);
        QVERIFY(t.finish(other));
        QVERIFY(t.finish(script));
        QCOMPARE(t.out(script).size(), 3 << 20);
    }

    void bytes_stay_what_they_are_for_who_wants_them() {
        struct Raw : Streams {
            Raw()
                : Streams(Audience::Bytes) {}
            std::string bytes;
            void script_wrote(Script&, OutputStream, std::string_view text) override {
                bytes += text;
            }
        } t;
        QVERIFY(t.finish(t.start("bytes.small", [](Program&) { say("\xff\xfe\x80 \xc3"); })));
        QCOMPARE(t.bytes, std::string("\xff\xfe\x80 \xc3"));
    }

    void what_it_makes_of_them_is_its_own_data() { pipes_and_terminals(); }
    void what_it_makes_of_them_is_its_own() {
        Streams t(audience());
        char file[] = "/tmp/braid-streams-XXXXXX";
        const int descriptor = mkstemp(file);
        Script& a = t.start("a.small", [&](Program& p) {
            const int saved = dup(STDOUT_FILENO);
            dup2(descriptor, STDOUT_FILENO);
            say("into the file");
            p.rest(10ms); // others run
            say(", all of it");
            dup2(saved, STDOUT_FILENO);
            close(saved);
            say("back");
            dup2(STDERR_FILENO, STDOUT_FILENO);
            say(" in another place");
        });
        Script& b = t.start("b.small", [&](Program& p) {
            p.rest(1ms);
            say("not there");
        });
        QVERIFY(t.finish(a));
        QVERIFY(t.finish(b));
        QCOMPARE(t.out(a), "back");
        QCOMPARE(t.err(a), " in another place");
        QCOMPARE(t.all(b), "not there");
        char text[100];
        const ssize_t size = pread(descriptor, text, sizeof text, 0);
        QCOMPARE(std::string(text, std::size_t(size)), std::string("into the file, all of it"));
        close(descriptor);
        unlink(file);
    }

    void what_it_closes_is_closed_to_it_alone_data() { pipes_and_terminals(); }
    void what_it_closes_is_closed_to_it_alone() {
        Streams t(audience());
        int failed = 0, file = -1;
        Script& a = t.start("a.small", [&](Program& p) {
            close(STDOUT_FILENO);
            p.rest(5ms);
            failed = ::write(STDOUT_FILENO, "x", 1) < 0 ? errno : 0;
            in_thread(p, [&] { failed = ::write(STDOUT_FILENO, "x", 1) < 0 ? failed : 0; });
            file = dup(STDERR_FILENO); // the lowest number that is free
            say("heard");
        });
        Script& b = t.start("b.small", [&](Program& p) {
            p.rest(1ms);
            say("open");
        });
        QVERIFY(t.finish(a));
        QVERIFY(t.finish(b));
        QCOMPARE(failed, EBADF);
        QCOMPARE(file, 1);
        QCOMPARE(t.err(a), "heard");
        QCOMPARE(t.out(b), "open");
        say("");
    }

    void its_threads_have_them_too() {
        Streams t;
        Script& other = t.start("other.small", [](Program& p) {
            for (int i = 0; i < 20; ++i)
                p.rest(1ms);
        });
        bool is_pipe = false;
        Script& script = t.start("threads.small", [&](Program& p) {
            in_thread(p, [&] {
                for (int i = 0; i < 20; ++i) {
                    say("t");
                    std::this_thread::sleep_for(1ms);
                }
                struct stat file {};
                is_pipe = fstat(STDOUT_FILENO, &file) == 0 && S_ISFIFO(file.st_mode);
                dup2(STDERR_FILENO, STDOUT_FILENO);
                say("e");
            });
            p.rest(1ms);
            say("e");
        });
        QVERIFY(t.finish(script));
        QVERIFY(t.finish(other));
        QVERIFY(is_pipe);
        QCOMPARE(t.out(script), QString("t").repeated(20));
        QCOMPARE(t.err(script), "ee");
        QCOMPARE(t.all(other), "");
    }

    void its_children_have_them_too_data() { pipes_and_terminals(); }
    void its_children_have_them_too() {
        Streams t(audience());
        Script& script = t.start("children.small", [](Program& p) {
            say("1 ");
            pid_t child = 0;
            const char* arguments[] = {"sh", "-c", "printf '2 '", nullptr};
            posix_spawnp(&child, "sh", nullptr, nullptr, const_cast<char**>(arguments), environ);
            waitpid(child, nullptr, 0);
            say("3 ");
            in_thread(p, [] {
                const pid_t forked = fork();
                if (forked == 0) {
                    say("4 ");
                    execlp("printf", "printf", "5 ", nullptr);
                }
                waitpid(forked, nullptr, 0);
            });
            say("6");
        });
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "1 2 3 4 5 6");
    }

    void a_child_that_outlives_it_is_heard() {
        Streams t;
        pid_t child = 0;
        Script& script = t.start("parent.small", [&](Program&) {
            const char* arguments[] = {"sh", "-c", "read line; printf late", nullptr};
            posix_spawnp(&child, "sh", nullptr, nullptr, const_cast<char**>(arguments), environ);
        });
        QVERIFY(t.finish(script)); // which ends what the child reads
        QVERIFY(t.said(script, "late"));
        waitpid(child, nullptr, 0);
    }

    void where_nobody_listens_writing_fails() {
        Streams t;
        int failed = 0;
        bool other = false;
        Script& script = t.start("deaf.small", [&](Program& p) {
            say("heard");
            p.rest(10ms);
            failed = ::write(STDOUT_FILENO, "x", 1) < 0 ? errno : 0;
            other = ::write(STDERR_FILENO, "e", 1) == 1;
        });
        QVERIFY(t.said(script, "heard"));
        script.close_output(OutputStream::Out);
        QVERIFY(t.finish(script));
        QCOMPARE(failed, EPIPE);
        QVERIFY(other);
        QCOMPARE(t.all(script), "hearde");
    }

    void input_is_asked_for_however_it_is_waited_for_data() {
        QTest::addColumn<int>("how");
        QTest::addColumn<int>("audience");
        for (const Audience audience : {Audience::Text, Audience::Terminal}) {
            QTest::newRow("read") << 0 << int(audience);
            QTest::newRow("poll") << 1 << int(audience);
            QTest::newRow("epoll") << 2 << int(audience);
            QTest::newRow("read in a thread") << 3 << int(audience);
            QTest::newRow("poll in a thread") << 4 << int(audience);
        }
    }
    void input_is_asked_for_however_it_is_waited_for() {
        QFETCH(int, how);
        Streams t(audience());
        const auto wait_by_poll = [] {
            pollfd input{STDIN_FILENO, POLLIN, 0};
            while (::poll(&input, 1, -1) < 1)
                continue;
            say(input.fd == STDIN_FILENO && input.revents == POLLIN ? "0 " : "? ");
        };
        const auto wait_by_epoll = [] {
            const int set = epoll_create1(0);
            epoll_event event{};
            event.events = EPOLLIN;
            epoll_ctl(set, EPOLL_CTL_ADD, STDIN_FILENO, &event);
            while (::epoll_wait(set, &event, 1, -1) < 1)
                continue;
            close(set);
        };
        Script& script = t.start("ask.small", [&](Program& p) {
            say("what? ");
            if (how == 1)
                wait_by_poll();
            else if (how == 2)
                wait_by_epoll();
            else if (how == 4)
                in_thread(p, wait_by_poll);
            if (how == 3)
                in_thread(p, [] { say(read_some().c_str()); });
            else
                say(read_some().c_str());
        });
        Script& other = t.start("other.small", [](Program& p) { p.rest(1ms); });
        QVERIFY(t.asks(script));
        QCOMPARE(t.all(script), "what? ");
        QVERIFY(t.finish(other)); // nobody is held up
        script.send_line("this");
        QVERIFY(script.state() == Script::State::Running);
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script).endsWith("this\r\n"), audience() == Audience::Terminal);
        QVERIFY(t.all(script).endsWith('\n'));
    }

    void much_input_comes_whole_and_then_the_end() {
        Streams t;
        std::size_t size = 0;
        bool again = false;
        Script& script = t.start("reads.small", [&](Program&) {
            for (std::string some; !(some = read_some()).empty();)
                size += some.size();
            again = read_some().empty();
        });
        script.send_input(std::string(1 << 20, 'x'));
        script.end_input();
        QVERIFY(t.finish(script));
        QCOMPARE(size, std::size_t(1 << 20));
        QVERIFY(again);
    }

    void a_thread_that_reads_finds_the_end_when_the_script_ends_data() { pipes_and_terminals(); }
    void a_thread_that_reads_finds_the_end_when_the_script_ends() {
        Streams t(audience());
        std::atomic<bool> found = false;
        std::thread reader;
        Script& script = t.start("reader.small", [&](Program& p) {
            reader = std::thread([&, self = p.shared_from_this()] {
                CurrentRun::adopt_thread(self);
                found = read_some().empty();
                CurrentRun::adopt_thread(nullptr);
            });
            p.rest(10ms);
        });
        QVERIFY(t.finish(script));
        reader.join(); // or the test hangs
        QVERIFY(found);
    }

    void the_end_of_its_process_is_its_own_end_data() { pipes_and_terminals(); }
    void the_end_of_its_process_is_its_own_end() {
        Streams t(audience());
        Script& a = t.start("a.small", [](Program&) {
            say("last words");
            _exit(3);
        });
        Script& b = t.start("b.small", [](Program& p) {
            in_thread(p, [] {
                say("of a thread");
                _exit(0);
            });
            say("not reached");
        });
        Script& c = t.start("c.small", [](Program& p) {
            p.rest(20ms);
            say("goes on");
        });
        for (Script* script : {&a, &b, &c})
            QVERIFY(t.finish(*script));
        QCOMPARE(t.all(a), "last words");
        QCOMPARE(a.exit_status(), 3);
        QCOMPARE(a.outcome(), Outcome::Failed);
        QCOMPARE(t.all(b), "of a thread");
        QCOMPARE(b.outcome(), Outcome::Finished);
        QCOMPARE(t.all(c), "goes on");
    }

    void a_terminal_is_one() {
        Streams t(Audience::Terminal);
        bool terminals = false, same = false;
        winsize size{}, later{};
        Script& script = t.start("tty.small", [&](Program& p) {
            terminals = isatty(0) && isatty(1) && isatty(2);
            ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
            const int terminal = ::open("/dev/tty", O_RDWR | O_NOCTTY);
            same = file_behind(terminal) == file_behind(STDIN_FILENO) &&
                   file_behind(terminal) != file_behind(2);
            close(terminal);
            in_thread(p, [&] { terminals = terminals && isatty(0) && isatty(1) && isatty(2); });
            p.rest(10ms);
            ioctl(STDERR_FILENO, TIOCGWINSZ, &later);
            say("line\n");
        });
        script.set_terminal_size(100, 30);
        t.turn();
        script.set_terminal_size(50, 20);
        QVERIFY(t.finish(script));
        QVERIFY(terminals);
        QVERIFY(same);
        QCOMPARE(int(size.ws_col), 100);
        QCOMPARE(int(later.ws_col), 50);
        QCOMPARE(int(later.ws_row), 20);
        QCOMPARE(t.all(script), "line\r\n");
    }

    void what_is_typed_is_seen_unless_the_program_hides_it() {
        Streams t(Audience::Terminal);
        Script& script = t.start("type.small", [&](Program&) {
            say("name? ");
            say(("<" + read_some() + ">").c_str());
            termios settings;
            tcgetattr(STDIN_FILENO, &settings);
            settings.c_lflag &= ~tcflag_t(ECHO);
            tcsetattr(STDIN_FILENO, TCSADRAIN, &settings);
            say("password? ");
            say(("<" + read_some() + ">").c_str());
        });
        QVERIFY(t.asks(script));
        script.send_line("Ada");
        QVERIFY(t.said(script, "password? "));
        QVERIFY(t.asks(script));
        script.send_line("secret");
        QVERIFY(t.finish(script));
        QCOMPARE(t.all(script), "name? Ada\r\n<Ada\r\n>password? <secret\r\n>");
    }

    void the_end_of_a_terminals_input_is_found_again_and_again() {
        Streams t(Audience::Terminal);
        std::string got;
        Script& script = t.start("end.small", [&](Program&) {
            got = read_some();
            for (int i = 0; i < 3; ++i)
                got += read_some() + "|";
        });
        QVERIFY(t.asks(script));
        script.send_line("line");
        script.end_input();
        QVERIFY(t.finish(script));
        QCOMPARE(got, std::string("line\n|||"));
    }

    void runs_leave_no_descriptors_data() { pipes_and_terminals(); }
    void runs_leave_no_descriptors() {
        Streams t(audience());
        const auto run = [&] {
            std::vector<Script*> some;
            for (int i = 0; i < 10; ++i)
                some.push_back(&t.start(("many" + std::to_string(i)).c_str(), [](Program& p) {
                    say("x");
                    p.rest(100us);
                }));
            for (Script* script : some)
                if (!t.finish(*script))
                    return false;
            t.scripts.clear();
            return true;
        };
        QVERIFY(run());
        const int before = descriptors();
        for (int i = 0; i < 100; ++i)
            QVERIFY(run());
        QCOMPARE(descriptors(), before);
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
