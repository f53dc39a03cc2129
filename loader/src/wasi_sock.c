/* Sockets: accept, receive, send, shut down. There is no way to make one; the host passes listening sockets in. */
#include "wasi_impl.h"

static zw_file *socket_with(zw_wasi *w, uint32_t fd, uint64_t rights, uint32_t *error) {
    zw_file *f = zw_file_at(w, fd);
    if (f && f->type != FT_SOCKET_STREAM && f->type != FT_SOCKET_DGRAM) {
        *error = W_NOTSOCK;
        return NULL;
    }
    return zw_file_with(w, fd, rights, error);
}

WASI(sock_accept) {
    uint32_t error, flags = zw_arg32(a, 1), out = zw_arg32(a, 2), fd;
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_SOCK_ACCEPT, &error);
    if (!f)
        return error;
    if (flags & ~(uint32_t)FDFLAG_NONBLOCK)
        return W_INVAL;
    if (!zw_mem_ok(m, out, 4))
        return W_FAULT;
    if (!zw_file_room())
        return W_MFILE;
    if ((error = zw_before_io(w, f, ZW_POLL_READ)) != W_SUCCESS)
        return error;
    zw_file file = {.owned = true};
    while ((error = zw_sys_accept(f->host, flags != 0, &file.host)) != W_SUCCESS)
        if ((error = zw_after_io(w, f, ZW_POLL_READ, error)) != W_SUCCESS)
            return error;
    error = zw_classify(file.host, &file.type, &file.base);
    file.base &= ~(uint64_t)R_SOCK_ACCEPT;
    if (error || (error = zw_file_add(w, &file, 0, &fd)) != W_SUCCESS) {
        zw_file_drop(&file);
        return error;
    }
    zw_put32(m->base + out, fd);
    return W_SUCCESS;
}

/* The room after what has been received; the number of pieces it has. */
static int skip(zw_iov **iov, int n, size_t received) {
    for (; n > 0 && received >= (*iov)->len; (*iov)++, n--)
        received -= (*iov)->len;
    if (n > 0) {
        (*iov)->base = (uint8_t *)(*iov)->base + received;
        (*iov)->len -= received;
    }
    return n;
}

WASI(sock_recv) {
    zw_iov iov[ZW_IOV], *left = iov;
    int n;
    uint32_t error, flags = zw_arg32(a, 3), out = zw_arg32(a, 4), out_flags = zw_arg32(a, 5);
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_FD_READ, &error);
    if (!f)
        return error;
    if (flags & ~(uint32_t)(ZW_RECV_PEEK | ZW_RECV_WAITALL))
        return W_INVAL;
    if ((error = zw_iovecs(w, m, zw_arg32(a, 1), zw_arg32(a, 2), iov, &n)) != W_SUCCESS)
        return error;
    if (!zw_mem_ok(m, out, 4) || !zw_mem_ok(m, out_flags, 2))
        return W_FAULT;
    if ((error = zw_before_io(w, f, ZW_POLL_READ)) != W_SUCCESS)
        return error;
    bool cut = false, waits = w->interrupt && flags == ZW_RECV_WAITALL && f->type == FT_SOCKET_STREAM && !(zw_fdflags(f) & FDFLAG_NONBLOCK);
    size_t got, total = 0;
    for (;;) { /* more than once if it `waits` here, where an interrupt is seen */
        while ((error = zw_sys_recv(f->host, left, n, waits ? 0 : flags, &got, &cut)) != W_SUCCESS)
            if ((error = zw_after_io(w, f, ZW_POLL_READ, error)) != W_SUCCESS)
                break;
        if (error && (total == 0 || error == W_INTERRUPTED))
            return error; /* what came before another error is not lost */
        if (error || got == 0)
            break;
        total += got;
        n = skip(&left, n, got);
        if (!waits || n == 0)
            break;
        if ((error = zw_before_io(w, f, ZW_POLL_READ)) != W_SUCCESS)
            return error;
    }
    zw_put32(m->base + out, (uint32_t)total);
    zw_put16(m->base + out_flags, cut ? 1 : 0);
    return W_SUCCESS;
}

WASI(sock_send) {
    zw_iov iov[ZW_IOV];
    int n;
    uint32_t error, out = zw_arg32(a, 4);
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_FD_WRITE, &error);
    if (!f)
        return error;
    if (zw_arg32(a, 3) != 0) /* no flags are defined */
        return W_INVAL;
    if ((error = zw_iovecs(w, m, zw_arg32(a, 1), zw_arg32(a, 2), iov, &n)) != W_SUCCESS)
        return error;
    if (!zw_mem_ok(m, out, 4))
        return W_FAULT;
    if ((error = zw_before_io(w, f, ZW_POLL_WRITE)) != W_SUCCESS)
        return error;
    size_t sent;
    while ((error = zw_sys_send(f->host, iov, n, !f->nonblock && !w->interrupt, &sent)) != W_SUCCESS)
        if ((error = zw_after_io(w, f, ZW_POLL_WRITE, error)) != W_SUCCESS)
            return error;
    zw_put32(m->base + out, (uint32_t)sent);
    return W_SUCCESS;
}

WASI(sock_shutdown) {
    enum { READING = 1, WRITING = 2 };
    uint32_t error, how = zw_arg32(a, 1);
    zw_file *f = socket_with(w, zw_arg32(a, 0), R_SOCK_SHUTDOWN, &error);
    if (!f)
        return error;
    if (how == 0 || how > (READING | WRITING))
        return W_INVAL;
    return zw_sys_shutdown(f->host, (how & READING) != 0, (how & WRITING) != 0);
}
