/* Reading and writing: fd_read, fd_write, fd_pread, fd_pwrite, and what sockets share with them. */
#include "wasi_impl.h"

uint32_t zw_iovecs(const zw_wasi *w, const zw_wasi_mem *m, uint32_t ptr, uint32_t count, zw_iov iov[ZW_IOV], int *n) {
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
            iov[(*n)++] = (zw_iov){m->base + buf, len};
    }
    return W_SUCCESS;
}

/* ---- waiting ---- */

static bool may_block(const zw_file *f) {
    return f->type != FT_REGULAR_FILE && f->type != FT_DIRECTORY && f->type != FT_BLOCK_DEVICE;
}

enum { PAUSE = 100000000 }; /* nanoseconds */

/* Until the descriptor is ready; in slices, so that an interrupt is seen even when no signal arrives. */
static uint32_t wait_ready(zw_wasi *w, const zw_file *f, uint8_t wants) {
    zw_poll p = {.handle = f->host, .wants = wants};
    uint32_t ready;
    for (;;) {
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        uint32_t error = zw_sys_poll(&p, 1, w->interrupt ? PAUSE : ZW_FOREVER, &ready);
        if (ready > 0)
            return W_SUCCESS;
        if (error && error != W_INTR)
            return error;
    }
}

uint32_t zw_before_io(zw_wasi *w, const zw_file *f, uint8_t wants) {
    if (!may_block(f))
        return W_SUCCESS;
    if (f->nonblock) { /* only descriptors that are not ours: where they are, the host's blocking mode is emulated */
        zw_poll p = {.handle = f->host, .wants = wants};
        uint32_t ready;
        return zw_sys_poll(&p, 1, 0, &ready) == W_SUCCESS && ready == 0 ? W_AGAIN : W_SUCCESS;
    }
    if (w->interrupt && !(f->owned && zw_fdflags(f) & FDFLAG_NONBLOCK))
        return wait_ready(w, f, wants);
    return W_SUCCESS;
}

uint32_t zw_after_io(zw_wasi *w, const zw_file *f, uint8_t wants, uint32_t error) {
    if (error == W_INTR)
        return zw_interrupted(w) ? W_INTERRUPTED : W_SUCCESS;
    if (error == W_AGAIN && !(zw_fdflags(f) & FDFLAG_NONBLOCK)) /* the host made it non-blocking, the guest did not */
        return wait_ready(w, f, wants);
    return error;
}

/* ---- transfers ---- */

enum { AT_POSITION = 1, WRITE = 2 };

static uint32_t once(const zw_wasi *w, const zw_file *f, zw_iov *iov, int n, uint64_t offset, int how, size_t *done) {
    switch (how) {
    case 0: return zw_sys_read(f->host, iov, n, done);
    case AT_POSITION: return zw_sys_pread(f->host, iov, n, offset, done);
    case WRITE | AT_POSITION: return zw_sys_pwrite(f->host, iov, n, offset, done);
    default: break;
    }
    if (f->type == FT_REGULAR_FILE || f->type == FT_CHARACTER_DEVICE)
        return zw_sys_write(f->host, iov, n, false, done);
    if (f->nonblock || (w->interrupt && !(zw_fdflags(f) & FDFLAG_NONBLOCK))) { /* a ready pipe takes this without blocking */
        n = 1;
        iov[0].len = iov[0].len < 4096 ? iov[0].len : 4096;
    }
    return zw_sys_write(f->host, iov, n, true, done);
}

enum { SLICE = 0x1000000, MOST = 0x7ffff000 }; /* bytes; Linux transfers no more at once */

/* Files are transferred in slices, between which an interrupt is seen. */
static uint32_t all(const zw_wasi *w, const zw_file *f, zw_iov *iov, int n, uint64_t offset, int how, size_t *done) {
    uint64_t total = 0;
    for (int i = 0; i < n; i++)
        total += iov[i].len;
    if (!w->interrupt || f->type != FT_REGULAR_FILE || total <= SLICE)
        return once(w, f, iov, n, offset, how, done);
    *done = 0;
    while (n > 0 && *done <= MOST - SLICE) {
        zw_iov slice = {iov->base, iov->len < SLICE ? iov->len : SLICE};
        size_t k;
        uint32_t error = once(w, f, &slice, 1, offset + *done, how, &k);
        if (error)
            return *done > 0 ? W_SUCCESS : error;
        *done += k;
        if (k < slice.len)
            break;
        if (zw_interrupted(w))
            return W_INTR;
        iov->base = (uint8_t *)iov->base + k;
        iov->len -= k;
        if (iov->len == 0)
            iov++, n--;
    }
    return W_SUCCESS;
}

static uint32_t transfer(zw_wasi *w, const zw_wasi_mem *m, const zw_value *a, int how) {
    zw_iov iov[ZW_IOV];
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
    uint8_t wants = how & WRITE ? ZW_POLL_WRITE : ZW_POLL_READ;
    size_t done = 0;
    if (n > 0) {
        if (!(how & AT_POSITION) && (error = zw_before_io(w, f, wants)) != W_SUCCESS)
            return error;
        while ((error = all(w, f, iov, n, offset, how, &done)) != W_SUCCESS)
            if ((error = zw_after_io(w, f, wants, error)) != W_SUCCESS)
                return error;
    }
    zw_put32(m->base + out, (uint32_t)done);
    return W_SUCCESS;
}

WASI(fd_read) { return transfer(w, m, a, 0); }
WASI(fd_write) { return transfer(w, m, a, WRITE); }
WASI(fd_pread) { return transfer(w, m, a, AT_POSITION); }
WASI(fd_pwrite) { return transfer(w, m, a, AT_POSITION | WRITE); }
