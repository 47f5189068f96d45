// SPDX-License-Identifier: MIT
#include "bridge/script/output_reader.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace braid {

OutputReader::OutputReader(EventLoop& loop, std::shared_ptr<ScriptReport> report,
                           OutputStream stream)
    : report_(std::move(report))
    , stream_(stream)
    , loop_(loop) {}

void OutputReader::open(int descriptor) {
    descriptor_.emplace(loop_.io_context(), descriptor);
    descriptor_->native_non_blocking(true);
    wait();
}

void OutputReader::wait() {
    if (!descriptor_)
        return;
    descriptor_->async_wait(boost::asio::posix::stream_descriptor::wait_read,
                            [self = shared_from_this()](boost::system::error_code error) {
                                if (error)
                                    return;
                                if (self->report_->full()) {
                                    self->report_->call_when_room([self] { self->wait(); });
                                    return;
                                }
                                self->read_portion();
                                self->wait();
                            });
}

bool OutputReader::read_portion() {
    static std::array<char, ScriptOutput::portion_bytes> buffer; // the loop's thread alone reads
    ssize_t got = 0;
    do
        got = read(descriptor_->native_handle(), buffer.data(), buffer.size());
    while (got < 0 && errno == EINTR);
    if (got > 0)
        report_->write(stream_, {buffer.data(), std::size_t(got)});
    else if (got == 0 || errno != EAGAIN)
        close(); // nobody can write any more; of a terminal, EIO says that
    return got > 0;
}

void OutputReader::drain() {
    while (descriptor_ && read_portion())
        continue;
}

void OutputReader::set_terminal_size(const winsize& size) {
    if (descriptor_)
        ioctl(descriptor_->native_handle(), TIOCSWINSZ, &size);
}

void OutputReader::close() { descriptor_.reset(); }

} // namespace braid
