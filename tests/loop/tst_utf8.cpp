// SPDX-License-Identifier: MIT
// Whatever bytes come, valid UTF-8 goes on, and what was valid is unchanged.
#include "loop/utf8.h"

#include <QTest>

#include <set>
#include <string>
#include <vector>

using namespace braid;

namespace {

const std::string replacement = "\uFFFD";

std::string encoded(char32_t point) {
    const auto byte = [](char32_t value) { return char(static_cast<unsigned char>(value)); };
    const auto rest = [&](int shift) {
        return std::string(1, byte(0x80 | (point >> shift & 0x3F)));
    };
    if (point < 0x80)
        return {byte(point)};
    if (point < 0x800)
        return byte(0xC0 | point >> 6) + rest(0);
    if (point < 0x10000)
        return byte(0xE0 | point >> 12) + rest(6) + rest(0);
    return byte(0xF0 | point >> 18) + rest(12) + rest(6) + rest(0);
}

/// Every character there is, and every beginning of one, found by encoding them all: no table.
struct Unicode {
    std::vector<bool> one = std::vector<bool>(1 << 8); ///< what may begin a character
    std::vector<bool> two = std::vector<bool>(1 << 16);
    std::vector<bool> three = std::vector<bool>(1 << 24);
    std::vector<bool> complete[3] = {one, two, three}; ///< by length; four bytes are complete

    Unicode() {
        for (char32_t point = 0; point <= 0x10FFFF; ++point) {
            if (point >= 0xD800 && point < 0xE000)
                continue;
            const std::string bytes = encoded(point);
            if (bytes.size() < 4)
                complete[bytes.size() - 1][number(bytes)] = true;
            one[number(bytes.substr(0, 1))] = true;
            if (bytes.size() > 1)
                two[number(bytes.substr(0, 2))] = true;
            if (bytes.size() > 2)
                three[number(bytes.substr(0, 3))] = true;
        }
    }
    static std::size_t number(std::string_view bytes) {
        std::size_t value = 0;
        for (const char byte : bytes)
            value = value << 8 | static_cast<unsigned char>(byte);
        return value;
    }
    bool begins(std::string_view bytes) const {
        return bytes.size() == 1   ? one[number(bytes)]
               : bytes.size() == 2 ? two[number(bytes)]
                                   : three[number(bytes)];
    }
    /// `bytes` without its last is known to begin a character.
    bool is_character(std::string_view bytes) const {
        if (bytes.size() < 4)
            return complete[bytes.size() - 1][number(bytes)];
        return (static_cast<unsigned char>(bytes[3]) & 0xC0) == 0x80;
    }
    std::string mended(std::string_view text) const {
        std::string out;
        while (!text.empty()) {
            std::size_t length = 1; // of the longest beginning
            bool character = is_character(text.substr(0, 1));
            while (!character && length < 4 && length < text.size() &&
                   begins(text.substr(0, length))) {
                const std::string_view longer = text.substr(0, length + 1);
                character = is_character(longer);
                if (!character && (length == 3 || !begins(longer)))
                    break;
                ++length;
            }
            out += character ? std::string(text.substr(0, length)) : replacement;
            text.remove_prefix(length);
        }
        return out;
    }
};

} // namespace

class TestUtf8 : public QObject {
    Q_OBJECT

    const Unicode unicode;

    /// In one piece, and cut at every place.
    bool is_mended(const std::string& bytes) {
        const std::string expected = unicode.mended(bytes);
        bool right = well_formed_utf8(bytes) == expected;
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            Utf8Stream stream;
            std::string out = stream.feed(std::string_view(bytes).substr(0, cut));
            out += stream.feed(std::string_view(bytes).substr(cut));
            out += stream.finish();
            right &= out == expected;
        }
        if (!right)
            qWarning() << QByteArray::fromStdString(bytes).toHex(' ') << "becomes"
                       << QByteArray::fromStdString(well_formed_utf8(bytes)).toHex(' ');
        return right;
    }

private slots:
    void every_character_stays_as_it_is() {
        std::string all;
        for (char32_t point = 0; point <= 0x10FFFF; ++point) {
            if (point == 0xD800)
                point = 0xE000;
            all += encoded(point);
        }
        QVERIFY(well_formed_utf8(all) == all);
        Utf8Stream stream;
        std::string out;
        for (const char byte : all)
            out += stream.feed({&byte, 1});
        QVERIFY(out == all);
        QCOMPARE(stream.finish(), std::string());
    }

    void every_one_two_and_three_bytes_are_mended_as_the_standard_says() {
        for (int length = 1; length <= 3; ++length) {
            // The third byte only where it can make a difference: the ends of the ranges.
            const std::set<int> last = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
                                        0xBF, 0xC0, 0xC2, 0xE0, 0xF0, 0xF4, 0xFF};
            for (int first_two = 0; first_two < (length == 1 ? 256 : 65536); ++first_two) {
                std::string bytes;
                if (length > 1)
                    bytes += char(first_two >> 8);
                bytes += char(first_two & 0xFF);
                if (length < 3) {
                    QVERIFY(is_mended(bytes));
                    continue;
                }
                for (const int byte : last)
                    QVERIFY(is_mended(bytes + char(byte)));
            }
        }
    }

    void sequences_of_every_kind_of_byte_are_mended() {
        // One of each kind that the standard's table knows, five in a row.
        const unsigned char kinds[] = {0x41, 0x80, 0x90, 0xA0, 0xBF, 0xC1, 0xC3,
                                       0xE0, 0xE2, 0xED, 0xF0, 0xF1, 0xF4, 0xF5};
        std::string bytes(5, '\0');
        for (const unsigned char a : kinds)
            for (const unsigned char b : kinds)
                for (const unsigned char c : kinds)
                    for (const unsigned char d : kinds)
                        for (const unsigned char e : kinds) {
                            bytes = {char(a), char(b), char(c), char(d), char(e)};
                            QVERIFY(is_mended(bytes));
                        }
    }

    void an_unfinished_character_is_kept_for_later() {
        Utf8Stream stream;
        QCOMPARE(stream.feed("a\xE2\x82"), std::string("a"));
        QCOMPARE(stream.feed(""), std::string());
        QCOMPARE(stream.feed("\xAC!"), std::string("\u20AC!"));
        QCOMPARE(stream.feed("\xF0\x9F"), std::string());
        QCOMPARE(stream.finish(), replacement);
        QCOMPARE(stream.finish(), std::string());
        QCOMPARE(stream.feed("b"), std::string("b"));
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
