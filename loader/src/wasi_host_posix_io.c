/* Contents, waiting, clocks and sockets of POSIX systems. */
#include "wasi_host_posix.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

_Static_assert(sizeof(zw_iov) == sizeof(struct iovec) && offsetof(zw_iov, base) == offsetof(struct iovec, iov_base) &&
                   offsetof(zw_iov, len) == offsetof(struct iovec, iov_len),
               "a zw_iov is an iovec");

static uint32_t transferred(ssize_t n, size_t *done) {
    *done = n < 0 ? 0 : (size_t)n;
    return zw_posix_result(n < 0);
}

/* ---- contents ---- */

uint32_t zw_sys_read(zw_handle h, const zw_iov *iov, int n, size_t *done) {
    return transferred(readv((int)h, zw_posix_iov(iov), n), done);
}

static ssize_t write_pipe(int fd, const struct iovec *iov, int n) {
    sigset_t pipe, old, pending;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe, &old);
    ssize_t done = writev(fd, iov, n);
    int error = errno;
    if (done < 0 && error == EPIPE && !sigismember(&pending, SIGPIPE))
        zw_posix_take_sigpipe();
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return done;
}

uint32_t zw_sys_write(zw_handle h, const zw_iov *iov, int n, bool pipe, size_t *done) {
    return transferred(pipe ? write_pipe((int)h, zw_posix_iov(iov), n) : writev((int)h, zw_posix_iov(iov), n), done);
}

uint32_t zw_sys_pread(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done) {
    return transferred(preadv((int)h, zw_posix_iov(iov), n, (off_t)offset), done);
}

uint32_t zw_sys_pwrite(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done) {
    return transferred(pwritev((int)h, zw_posix_iov(iov), n, (off_t)offset), done);
}

uint32_t zw_sys_seek(zw_handle h, int64_t offset, int whence, uint64_t *at) {
    static const int whences[] = {SEEK_SET, SEEK_CUR, SEEK_END};
    off_t position = lseek((int)h, (off_t)offset, whences[whence]);
    *at = (uint64_t)position;
    return zw_posix_result(position < 0);
}

/* ---- waiting ---- */

enum { FEW = 8 };

uint32_t zw_sys_poll(zw_poll *polls, uint32_t n, uint64_t timeout, uint32_t *ready) {
    struct pollfd few[FEW], *fds = n <= FEW ? few : malloc(n * sizeof *fds);
    if (!fds)
        return W_NOMEM;
    for (uint32_t i = 0; i < n; i++)
        fds[i] = (struct pollfd){.fd = (int)polls[i].handle, .events = polls[i].wants == ZW_POLL_READ ? POLLIN : POLLOUT};
    int found = zw_posix_poll(fds, n, timeout);
    uint32_t error = zw_posix_result(found < 0);
    for (uint32_t i = 0; found > 0 && i < n; i++) {
        short events = fds[i].revents;
        polls[i].is = events ? ZW_POLL_READY | (events & POLLHUP ? ZW_POLL_HANGUP : 0) | (events & POLLNVAL ? ZW_POLL_BAD : 0) : 0;
    }
    if (fds != few)
        free(fds);
    *ready = found < 0 ? 0 : (uint32_t)found;
    return error;
}

uint64_t zw_sys_available(zw_handle h) {
    int n = 0;
    return ioctl((int)h, FIONREAD, &n) == 0 && n > 0 ? (uint64_t)n : 0;
}

/* ---- clocks ---- */

static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};

static uint32_t nanoseconds(int failed, const struct timespec *ts, uint64_t *ns) {
    if (failed)
        return zw_posix_error(errno);
    if (ts->tv_sec < 0 || (uint64_t)ts->tv_sec > UINT64_MAX / 1000000000u - 1)
        return W_OVERFLOW;
    *ns = (uint64_t)ts->tv_sec * 1000000000u + (uint64_t)ts->tv_nsec;
    return W_SUCCESS;
}

uint32_t zw_sys_clock(uint32_t id, uint64_t *ns) {
    struct timespec ts;
    return nanoseconds(clock_gettime(clocks[id], &ts), &ts, ns);
}

uint32_t zw_sys_clock_resolution(uint32_t id, uint64_t *ns) {
    struct timespec ts;
    return nanoseconds(clock_getres(clocks[id], &ts), &ts, ns);
}

/* ---- sockets ---- */

uint32_t zw_sys_accept(zw_handle h, bool nonblock, zw_handle *out) {
    int fd = zw_posix_accept((int)h, nonblock);
    *out = fd;
    return zw_posix_result(fd < 0);
}

uint32_t zw_sys_recv(zw_handle h, const zw_iov *iov, int n, uint32_t how, size_t *done, bool *cut) {
    struct msghdr msg = {.msg_iov = zw_posix_iov(iov)};
    msg.msg_iovlen = (unsigned)n;
    ssize_t got = recvmsg((int)h, &msg, (how & ZW_RECV_PEEK ? MSG_PEEK : 0) | (how & ZW_RECV_WAITALL ? MSG_WAITALL : 0));
    *cut = got >= 0 && (msg.msg_flags & MSG_TRUNC) != 0;
    return transferred(got, done);
}

uint32_t zw_sys_send(zw_handle h, const zw_iov *iov, int n, bool wait, size_t *done) {
    struct msghdr msg = {.msg_iov = zw_posix_iov(iov)};
    msg.msg_iovlen = (unsigned)n;
    return transferred(sendmsg((int)h, &msg, zw_posix_send_flags | (wait ? 0 : MSG_DONTWAIT)), done);
}

uint32_t zw_sys_shutdown(zw_handle h, bool reading, bool writing) {
    return zw_posix_result(shutdown((int)h, reading ? (writing ? SHUT_RDWR : SHUT_RD) : SHUT_WR) != 0);
}
