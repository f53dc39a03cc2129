/* poll_oneoff: wait for clocks and descriptors. */
#include "wasi_impl.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { EVENT_CLOCK, EVENT_FD_READ, EVENT_FD_WRITE };
enum { EVENT = 32, MAX_SUBSCRIPTIONS = 1 << 16, SLICE = 100000000 };

#define NEVER UINT64_MAX

typedef struct subscription {
    uint64_t userdata;
    uint64_t deadline; /* of a clock, on the monotonic clock */
    uint32_t fd, slot; /* slot: of the descriptor among those that are waited for */
    uint16_t error;    /* known before any waiting */
    uint8_t type;
    bool ready;        /* likewise: always readable, always writable */
} subscription;

static uint64_t now(clockid_t id) {
    struct timespec ts;
    clock_gettime(id, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static uint64_t after(uint64_t start, uint64_t wait) {
    return wait < NEVER - 1 - start ? start + wait : NEVER - 1;
}

static void read_clock(subscription *s, uint32_t id, uint64_t timeout, uint32_t flags) {
    static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID};
    if (id > 3 || flags & ~1u) {
        s->error = W_INVAL;
        return;
    }
    if (id > 1) { /* time that passes only while the guest computes cannot be waited for */
        s->error = W_NOTSUP;
        return;
    }
    uint64_t start = now(CLOCK_MONOTONIC);
    if (flags & 1) {
        uint64_t at = now(clocks[id]);
        timeout = timeout > at ? timeout - at : 0;
    }
    s->deadline = after(start, timeout);
}

static void read_fd(zw_wasi *w, subscription *s, struct pollfd *fds, uint32_t *nfds) {
    uint32_t error;
    zw_file *f = zw_file_with(w, s->fd, R_POLL_FD_READWRITE, &error);
    if (f && !(f->base & (s->type == EVENT_FD_READ ? R_FD_READ | R_SOCK_ACCEPT : R_FD_WRITE)))
        error = W_NOTCAPABLE;
    s->error = (uint16_t)error;
    if (error)
        return;
    s->ready = f->type == FT_REGULAR_FILE || f->type == FT_DIRECTORY || f->type == FT_BLOCK_DEVICE;
    if (!s->ready) {
        s->slot = (*nfds)++;
        fds[s->slot] = (struct pollfd){.fd = f->host, .events = s->type == EVENT_FD_READ ? POLLIN : POLLOUT};
    }
}

/* Waits until a descriptor is ready, the deadline has passed, or the instance is interrupted. */
static uint32_t wait_for(zw_wasi *w, struct pollfd *fds, uint32_t n, uint64_t deadline) {
    for (;;) {
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        uint64_t at = now(CLOCK_MONOTONIC), left = deadline > at ? deadline - at : 0;
        bool sliced = w->interrupt && left > SLICE;
        uint64_t t = sliced ? SLICE : left;
        struct timespec ts = {(time_t)(t / 1000000000u), (long)(t % 1000000000u)};
        int ready = ppoll(fds, n, deadline == NEVER && !sliced ? NULL : &ts, NULL);
        if (ready < 0 && errno != EINTR)
            return zw_wasi_error(errno);
        if (ready > 0 || (ready == 0 && left == 0))
            return W_SUCCESS;
    }
}

static uint64_t available(zw_wasi *w, const subscription *s, uint16_t *flags, short revents) {
    zw_file *f = zw_file_at(w, s->fd);
    struct stat st;
    int n = 0;
    *flags = revents & POLLHUP ? 1 : 0;
    if (!f || s->type != EVENT_FD_READ)
        return 1;
    if (f->type == FT_REGULAR_FILE) {
        off_t at = lseek(f->host, 0, SEEK_CUR);
        return fstat(f->host, &st) == 0 && at >= 0 && st.st_size > at ? (uint64_t)(st.st_size - at) : 0;
    }
    return ioctl(f->host, FIONREAD, &n) == 0 && n > 0 ? (uint64_t)n : 0;
}

static void put_event(zw_wasi *w, uint8_t *p, const subscription *s, short revents) {
    uint16_t flags = 0;
    uint64_t nbytes = s->error || s->type == EVENT_CLOCK ? 0 : available(w, s, &flags, revents);
    memset(p, 0, EVENT);
    zw_put64(p, s->userdata);
    zw_put16(p + 8, revents & POLLNVAL ? W_BADF : s->error);
    p[10] = s->type;
    zw_put64(p + 16, nbytes);
    zw_put16(p + 24, flags);
}

static uint32_t poll_all(zw_wasi *w, uint8_t *out, subscription *subs, uint32_t n, struct pollfd *fds, uint32_t nfds,
                         uint32_t *nevents) {
    uint64_t deadline = NEVER;
    bool at_once = false;
    for (uint32_t i = 0; i < n; i++) {
        if (subs[i].error || subs[i].ready)
            at_once = true;
        else if (subs[i].type == EVENT_CLOCK && subs[i].deadline < deadline)
            deadline = subs[i].deadline;
    }
    uint32_t error = wait_for(w, fds, nfds, at_once ? 0 : deadline);
    if (error)
        return error;
    uint64_t at = now(CLOCK_MONOTONIC);
    for (uint32_t i = 0; i < n; i++) {
        const subscription *s = &subs[i];
        bool settled = s->error || s->ready || s->type == EVENT_CLOCK;
        short revents = settled ? 0 : fds[s->slot].revents;
        if (s->error || s->ready || (s->type == EVENT_CLOCK ? s->deadline <= at : revents != 0))
            put_event(w, out + (uint64_t)EVENT * (*nevents)++, s, revents);
    }
    return W_SUCCESS;
}

/* In snapshot 0 the clock's part begins with an identifier of its own, 8 bytes. */
static uint32_t poll_oneoff(zw_wasi *w, const zw_wasi_mem *m, const zw_value *a, uint32_t identifier) {
    uint32_t in = zw_arg32(a, 0), out = zw_arg32(a, 1), n = zw_arg32(a, 2), count = zw_arg32(a, 3), size = 48 + identifier;
    if (n == 0)
        return W_INVAL;
    if (!zw_mem_ok(m, in, (uint64_t)n * size) || !zw_mem_ok(m, out, (uint64_t)n * EVENT) || !zw_mem_ok(m, count, 4))
        return W_FAULT;
    if (n > MAX_SUBSCRIPTIONS)
        return W_NOMEM;
    subscription *subs = calloc(n, sizeof *subs);
    struct pollfd *fds = calloc(n, sizeof *fds);
    uint32_t error = subs && fds ? W_SUCCESS : W_NOMEM, nevents = 0, nfds = 0;
    for (uint32_t i = 0; !error && i < n; i++) {
        const uint8_t *p = m->base + in + (uint64_t)i * size, *clock = p + 16 + identifier;
        subs[i].userdata = zw_get64(p);
        subs[i].type = p[8];
        if (subs[i].type == EVENT_CLOCK) {
            read_clock(&subs[i], zw_get32(clock), zw_get64(clock + 8), zw_get16(clock + 24));
        } else if (subs[i].type <= EVENT_FD_WRITE) {
            subs[i].fd = zw_get32(p + 16);
            read_fd(w, &subs[i], fds, &nfds);
        } else {
            error = W_INVAL;
        }
    }
    if (!error)
        error = poll_all(w, m->base + out, subs, n, fds, nfds, &nevents);
    if (!error)
        zw_put32(m->base + count, nevents);
    free(subs);
    free(fds);
    return error;
}

WASI(poll_oneoff) { return poll_oneoff(w, m, a, 0); }
WASI(poll_oneoff_0) { return poll_oneoff(w, m, a, 8); }
