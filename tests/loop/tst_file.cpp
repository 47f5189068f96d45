// SPDX-License-Identifier: MIT
#include "loop/file.h"
#include "tests/loop/combining_test.h"

#include <QTemporaryDir>

#include <filesystem>
#include <string>
#include <system_error>

using namespace braid;

class TestFile : public QObject {
    Q_OBJECT

private slots:
    void files_are_read_and_written() {
        QTemporaryDir directory;
        const std::filesystem::path path = directory.filePath("file.txt").toStdString();
        run_test([&]() -> Coroutine<> {
            std::string large(3'000'000, 'x');
            co_await write_file(path, large);
            const std::string back = co_await read_file(path);
            CO_VERIFY(back == large);

            File file = co_await open_file(path, "w+");
            co_await file.write("one\ntwo");
            co_await file.seek(0);
            const std::string first = co_await file.read_line();
            const std::string second = co_await file.read_line();
            const std::string end = co_await file.read_line();
            CO_VERIFY(first == "one\n" && second == "two" && end.empty());
            co_await file.close();

            bool thrown = false;
            try {
                co_await read_file("/does/not/exist");
            } catch (const std::system_error& e) {
                thrown = e.code() == std::errc::no_such_file_or_directory;
            }
            CO_VERIFY(thrown);
        });
    }

    void a_file_is_appended_to_replaced_and_written_when_it_goes() {
        QTemporaryDir directory;
        const std::filesystem::path path = directory.filePath("file.txt").toStdString();
        run_test([&]() -> Coroutine<> {
            co_await write_file(path, "a long first content");
            co_await write_file(path, "one,");
            {
                File file = co_await open_file(path, "a");
                co_await file.write("two");
            } // not closed
            const std::string content = co_await read_file(path);
            CO_VERIFY(content == "one,two");
        });
    }

    void a_file_gives_what_it_has_up_to_its_end() {
        QTemporaryDir directory;
        const std::filesystem::path path = directory.filePath("file.txt").toStdString();
        run_test([&]() -> Coroutine<> {
            co_await write_file(path, "12345");
            File file = co_await open_file(path);
            const std::string first = co_await file.read(3);
            const std::string second = co_await file.read(3);
            const std::string third = co_await file.read(3);
            CO_VERIFY(first == "123" && second == "45" && third.empty());
        });
    }

    void what_cannot_be_done_with_a_file_is_an_error() {
        QTemporaryDir directory;
        const std::filesystem::path path = directory.filePath("file.txt").toStdString();
        run_test([&]() -> Coroutine<> {
            co_await write_file(path, "x");
            File reading = co_await open_file(path, "r");
            const std::string wrote = co_await ending(reading.write("y"));
            const std::string flushed = co_await ending(reading.close());
            CO_VERIFY(wrote != "ok" || flushed != "ok");
            File file = co_await open_file(path);
            co_await file.close();
            const std::string closed = co_await ending(file.close());
            const std::string read = co_await ending(file.read(1));
            CO_VERIFY(closed.starts_with("the file is closed: ") && read == closed);
            const auto put = directory.path().toStdString();
            const std::string directory_written = co_await ending(write_file(put, "x"));
            CO_VERIFY(directory_written != "ok");
        });
    }
};

QTEST_GUILESS_MAIN(TestFile)
#include "tst_file.moc"
