/* Reading and writing: fd_read, fd_write, fd_pread, fd_pwrite, and what sockets share with them. */
#include "wasi_impl.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

uint32_t zw_iovecs(const zw_wasi *w, const zw_wasi_mem *m, uint32_t ptr, uint32_t count, struct iovec iov[ZW_IOV], int *n) {
    if (!zw_mem_ok(m, ptr, (uint64_t)count * 8))
        return W_FAULT;
    *n = 0;
    for (uint32_t i = 0; i < count && *n < ZW_IOV; i++) {
        if (i % 0x1000 == 0xfff && zw_interrupted(w))
            return W_INTERRUPTED;
        const uint8_t *p = m->base + ptr + (uint64_t)i * 8;
        uint32_t buf = zw_get32(p), len = zw_get32(p + 4);
        if (!zw_mem_ok(m, buf, len))
            return W_FAULT;
        if (len)
            iov[(*n)++] = (struct iovec){m->base + buf, len};
    }
    return W_SUCCESS;
}

/* ---- waiting ---- */

static bool may_block(const zw_file *f) {
    return f->type != FT_REGULAR_FILE && f->type != FT_DIRECTORY && f->type != FT_BLOCK_DEVICE;
}

/* Until the descriptor is ready; in slices, so that an interrupt is seen even when no signal arrives. */
static uint32_t wait_ready(zw_wasi *w, const zw_file *f, short events) {
    struct pollfd p = {.fd = f->host, .events = events};
    for (;;) {
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        int n = poll(&p, 1, w->interrupt ? 100 : -1);
        if (n > 0)
            return W_SUCCESS;
        if (n < 0 && errno != EINTR)
            return zw_wasi_error(errno);
    }
}

uint32_t zw_before_io(zw_wasi *w, const zw_file *f, short events) {
    if (!may_block(f))
        return W_SUCCESS;
    if (f->nonblock) { /* only descriptors that are not ours: where they are, the host's blocking mode is emulated */
        struct pollfd p = {.fd = f->host, .events = events};
        return poll(&p, 1, 0) == 0 ? W_AGAIN : W_SUCCESS;
    }
    if (w->interrupt && !(f->owned && zw_fdflags(f) & FDFLAG_NONBLOCK))
        return wait_ready(w, f, events);
    return W_SUCCESS;
}

uint32_t zw_after_io(zw_wasi *w, const zw_file *f, short events) {
    if (errno == EINTR)
        return zw_interrupted(w) ? W_INTERRUPTED : W_SUCCESS;
    if (errno == EAGAIN && !(zw_fdflags(f) & FDFLAG_NONBLOCK)) /* the host made it non-blocking, the guest did not */
        return wait_ready(w, f, events);
    return zw_wasi_error(errno);
}

/* ---- transfers ---- */

/* A pipe without readers is an error number for the guest, never a signal for the host. */
static ssize_t write_pipe(int host, const struct iovec *iov, int n) {
    sigset_t pipe, old, pending;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe, &old);
    ssize_t done = writev(host, iov, n);
    int error = errno;
    if (done < 0 && error == EPIPE && !sigismember(&pending, SIGPIPE)) {
        const struct timespec now = {0, 0};
        while (sigtimedwait(&pipe, NULL, &now) < 0 && errno == EINTR)
            ;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
    errno = error;
    return done;
}

enum { AT_POSITION = 1, WRITE = 2 };

static ssize_t once(const zw_wasi *w, const zw_file *f, struct iovec *iov, int n, uint64_t offset, int how) {
    switch (how) {
    case 0: return readv(f->host, iov, n);
    case AT_POSITION: return preadv(f->host, iov, n, (off_t)offset);
    case WRITE | AT_POSITION: return pwritev(f->host, iov, n, (off_t)offset);
    default: break;
    }
    if (f->type == FT_REGULAR_FILE || f->type == FT_CHARACTER_DEVICE)
        return writev(f->host, iov, n);
    if (f->nonblock || (w->interrupt && !(zw_fdflags(f) & FDFLAG_NONBLOCK))) { /* a ready pipe takes this without blocking */
        n = 1;
        iov[0].iov_len = iov[0].iov_len < 4096 ? iov[0].iov_len : 4096;
    }
    return write_pipe(f->host, iov, n);
}

enum { SLICE = 0x1000000, MOST = 0x7ffff000 }; /* bytes; the kernel transfers no more at once */

/* Files are transferred in slices, between which an interrupt is seen. */
static ssize_t all(const zw_wasi *w, const zw_file *f, struct iovec *iov, int n, uint64_t offset, int how) {
    uint64_t total = 0;
    for (int i = 0; i < n; i++)
        total += iov[i].iov_len;
    if (!w->interrupt || f->type != FT_REGULAR_FILE || total <= SLICE)
        return once(w, f, iov, n, offset, how);
    ssize_t done = 0;
    while (n > 0 && done <= MOST - SLICE) {
        struct iovec slice = {iov->iov_base, iov->iov_len < SLICE ? iov->iov_len : SLICE};
        ssize_t k = once(w, f, &slice, 1, offset + (uint64_t)done, how);
        if (k < 0)
            return done > 0 ? done : k;
        done += k;
        if ((size_t)k < slice.iov_len)
            break;
        if (zw_interrupted(w)) {
            errno = EINTR;
            return -1;
        }
        iov->iov_base = (uint8_t *)iov->iov_base + k;
        iov->iov_len -= (size_t)k;
        if (iov->iov_len == 0)
            iov++, n--;
    }
    return done;
}

static uint32_t transfer(zw_wasi *w, const zw_wasi_mem *m, const zw_value *a, int how) {
    struct iovec iov[ZW_IOV];
    int n;
    uint32_t error, out = zw_arg32(a, how & AT_POSITION ? 4 : 3);
    uint64_t offset = how & AT_POSITION ? zw_arg64(a, 3) : 0;
    uint64_t rights = (how & WRITE ? R_FD_WRITE : R_FD_READ) | (how & AT_POSITION ? R_FD_SEEK : 0);
    zw_file *f = zw_file_at(w, zw_arg32(a, 0));
    if (!f)
        return W_BADF;
    if ((f->base & rights) != rights) { /* on a stream it is the position that is wrong, on others the capability */
        bool stream = f->type != FT_REGULAR_FILE && f->type != FT_DIRECTORY && !(rights & ~(uint64_t)R_FD_SEEK & ~f->base);
        return stream ? W_SPIPE : W_NOTCAPABLE;
    }
    if (how & WRITE && zw_file_frozen(f))
        return W_TXTBSY;
    error = zw_iovecs(w, m, zw_arg32(a, 1), zw_arg32(a, 2), iov, &n);
    if (error)
        return error;
    if (!zw_mem_ok(m, out, 4))
        return W_FAULT;
    if (offset > INT64_MAX)
        return W_INVAL;
    short events = how & WRITE ? POLLOUT : POLLIN;
    ssize_t done = 0;
    if (n > 0) {
        if (!(how & AT_POSITION) && (error = zw_before_io(w, f, events)) != W_SUCCESS)
            return error;
        while ((done = all(w, f, iov, n, offset, how)) < 0)
            if ((error = zw_after_io(w, f, events)) != W_SUCCESS)
                return error;
    }
    zw_put32(m->base + out, (uint32_t)done);
    return W_SUCCESS;
}

WASI(fd_read) { return transfer(w, m, a, 0); }
WASI(fd_write) { return transfer(w, m, a, WRITE); }
WASI(fd_pread) { return transfer(w, m, a, AT_POSITION); }
WASI(fd_pwrite) { return transfer(w, m, a, AT_POSITION | WRITE); }
