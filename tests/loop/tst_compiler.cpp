// SPDX-License-Identifier: MIT
#include "loop/gather.h"
#include "loop/sleep.h"
#include "tests/loop/coroutine_test.h"

#include <QDirIterator>
#include <QFile>

#include <cctype>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

using namespace braid;

// g++ 12 miscompiles three shapes of coroutine code. Here is a lint that keeps them out of this
// tree, and the shapes to write instead, compiled and run.

namespace {

/// The code without comments, and with empty strings and characters.
std::string without_comments_and_strings(std::string_view code) {
    std::string out;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code.substr(i, 2) == "//") {
            i = std::min(code.find('\n', i), code.size()) - 1;
        } else if (code.substr(i, 2) == "/*") {
            const std::size_t end = std::min(code.find("*/", i), code.size());
            out.append(std::size_t(std::count(code.begin() + i, code.begin() + end, '\n')), '\n');
            i = end + 1;
        } else if (code.substr(i, 3) == "R\"(") {
            i = std::min(code.find(")\"", i), code.size()) + 1;
        } else if (code[i] == '"' ||
                   (code[i] == '\'' && (i == 0 || !std::isalnum((unsigned char)code[i - 1])))) {
            const char quote = code[i];
            for (++i; i < code.size() && code[i] != quote && code[i] != '\n'; ++i)
                i += code[i] == '\\';
            out += "\"\"";
        } else {
            out += code[i];
        }
    }
    return out;
}

char last_character(std::string_view text) {
    const std::size_t i = text.find_last_not_of(" \t\n");
    return i == text.npos ? ';' : text[i];
}

/// Where the first block in braces after `at` ends.
std::size_t end_of_block(std::string_view code, std::size_t at) {
    int depth = 0;
    for (std::size_t i = code.find('{', at); i < code.size(); ++i) {
        depth += (code[i] == '{') - (code[i] == '}');
        if (depth == 0)
            return i;
    }
    return code.size();
}

/// What is wrong with the operand of a co_await, up to the end of its statement; or nothing.
std::string fault_of_operand(std::string_view rest) {
    int depth = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        const char before = last_character(rest.substr(0, i));
        if (c == '[' && !std::isalnum((unsigned char)before) && before != '_' && before != ')' &&
            before != ']') {
            if (rest.substr(i, 2) != "[]")
                return "a lambda with captures inside the expression of a co_await";
            i = end_of_block(rest, i);
            continue;
        }
        if (c == '{')
            return depth > 0 || std::isalnum((unsigned char)before) || before == '>'
                       ? "a braced temporary inside the expression of a co_await"
                       : "";
        depth += (c == '(') - (c == ')');
        if (c == ';' || depth < 0)
            return "";
    }
    return "";
}

/// The lines that should not be there.
std::vector<std::string> lint(std::string_view source) {
    std::vector<std::string> faults;
    const std::string code = without_comments_and_strings(source);
    for (std::size_t at = code.find("co_await"); at != code.npos;
         at = code.find("co_await", at + 8)) {
        if (at > 0 && (std::isalnum((unsigned char)code[at - 1]) || code[at - 1] == ' ') &&
            code.substr(at < 9 ? 0 : at - 9, 9) == "operator ")
            continue;
        const std::size_t begin = code.find_last_of(";{}", at) + 1;
        const std::string_view before(code.data() + begin, at - begin);
        const auto opened = std::count(before.begin(), before.end(), '(') -
                            std::count(before.begin(), before.end(), ')');
        std::string fault;
        for (const char* keyword : {"if (", "while (", "switch ("})
            if (opened > 0 && before.find(keyword) != before.npos)
                fault = "a co_await inside a condition";
        if (fault.empty())
            fault = fault_of_operand(std::string_view(code).substr(at + 8));
        if (!fault.empty())
            faults.push_back(
                "line " +
                std::to_string(1 + std::count(code.begin(), code.begin() + long(at), '\n')) + ": " +
                fault);
    }
    return faults;
}

struct Pair {
    std::shared_ptr<int> pointer;
    int number = 0;
};
Coroutine<int> sum(Pair pair) { co_return *pair.pointer + pair.number; }
template<typename Function>
Coroutine<int> call(Function function) {
    co_return function();
}
Coroutine<int> one() { co_return 1; }

} // namespace

class TestCompiler : public QObject {
    Q_OBJECT

private slots:
    void the_lint_finds_the_shapes_that_are_miscompiled_data() {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("faults");
        QTest::newRow("condition") << QByteArray("{ if (co_await f() > 0) co_return 1; }") << 1;
        QTest::newRow("loop") << QByteArray("{ while (co_await f()) g(); }") << 1;
        QTest::newRow("capture") << QByteArray("{ co_await call([c] { return *c; }); }") << 1;
        QTest::newRow("called") << QByteArray("{ co_await [c]() -> Coroutine<> { co_return; }(); }")
                                << 1;
        QTest::newRow("aggregate") << QByteArray("{ co_await f(Pair{x, 3}); }") << 1;
        QTest::newRow("braces") << QByteArray("{ const int x = co_await f({x, 3}); }") << 1;
        QTest::newRow("named") << QByteArray("{ const int n = co_await f(); if (n > 0) g(n); }")
                               << 0;
        QTest::newRow("subscript")
            << QByteArray("{ co_await tasks[i]; co_await f(a[2], b()[1]); }") << 0;
        QTest::newRow("body") << QByteArray("{ for (auto& t : tasks) co_await t; if (x) { y(); } }")
                              << 0;
        QTest::newRow("no capture")
            << QByteArray("{ co_await call([](P& p) { p.x(P{1}); }); }") << 0;
        QTest::newRow("comment") << QByteArray("// if (co_await f()) g();\n") << 0;
    }
    void the_lint_finds_the_shapes_that_are_miscompiled() {
        QFETCH(QByteArray, code);
        QFETCH(int, faults);
        QCOMPARE(int(lint(code.toStdString()).size()), faults);
    }

    void this_tree_has_none_of_them() {
        QStringList faults;
        int files = 0;
        for (const char* part : {"loop", "bridge", "app", "widgets", "tests", "resources"}) {
            QDirIterator it(QStringLiteral(BRAID_SOURCE_DIR "/") + part, {"*.h", "*.cpp"},
                            QDir::Files, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                ++files;
                for (const std::string& fault : lint(file.readAll().toStdString()))
                    faults << file.fileName() + ", " + QString::fromStdString(fault);
            }
        }
        QVERIFY(files > 50);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join('\n')));
    }

    void a_result_in_a_named_variable_can_be_tested() {
        const auto body = []() -> Coroutine<int> {
            const int n = co_await one();
            if (n > 0)
                co_return 1;
            co_return 0;
        };
        QCOMPARE(run(body()), 1);
    }

    void a_named_lambda_may_capture() {
        const auto token = std::make_shared<int>(5);
        const auto body = [&]() -> Coroutine<int> {
            const auto get = [token] { return *token; };
            const int x = co_await call(get);
            co_return x;
        };
        QCOMPARE(run(body()), 5);
        QCOMPARE(token.use_count(), 1L);
    }

    void a_lambda_given_to_create_task_may_be_written_in_place() {
        const auto token = std::make_shared<int>(5);
        const auto body = [&]() -> Coroutine<int> {
            auto task = create_task([token]() -> Coroutine<int> {
                co_await yield();
                co_return *token;
            });
            const int x = co_await task;
            co_return x;
        };
        QCOMPARE(run(body()), 5);
        QCOMPARE(token.use_count(), 1L);
    }

    void a_named_aggregate_is_passed_once() {
        const auto token = std::make_shared<int>(5);
        const auto body = [&]() -> Coroutine<int> {
            Pair pair{token, 3};
            const int x = co_await sum(std::move(pair));
            co_return x;
        };
        QCOMPARE(run(body()), 8);
        QCOMPARE(token.use_count(), 1L);
    }

    void coroutines_made_in_place_are_passed_once() {
        const auto token = std::make_shared<int>(1);
        const auto body = [&]() -> Coroutine<int> {
            const auto get = [](std::shared_ptr<int> t) -> Coroutine<int> { co_return *t; };
            const auto [a, b] = co_await gather(get(token), get(token));
            co_return a + b;
        };
        QCOMPARE(run(body()), 2);
        QCOMPARE(token.use_count(), 1L);
    }
};

QTEST_GUILESS_MAIN(TestCompiler)
#include "tst_compiler.moc"
