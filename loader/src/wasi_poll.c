/* poll_oneoff: wait for clocks and descriptors. */
#include "wasi_impl.h"

#include <stdlib.h>

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

enum { REALTIME, MONOTONIC };

static uint64_t now(uint32_t id) {
    uint64_t ns;
    return zw_sys_clock(id, &ns) == W_SUCCESS ? ns : 0;
}

static uint64_t after(uint64_t start, uint64_t wait) {
    return wait < NEVER - 1 - start ? start + wait : NEVER - 1;
}

static void read_clock(subscription *s, uint32_t id, uint64_t timeout, uint32_t flags) {
    if (id > 3 || flags & ~1u) {
        s->error = W_INVAL;
        return;
    }
    if (id > MONOTONIC) { /* time that passes only while the guest computes cannot be waited for */
        s->error = W_NOTSUP;
        return;
    }
    uint64_t start = now(MONOTONIC);
    if (flags & 1) {
        uint64_t at = now(id);
        timeout = timeout > at ? timeout - at : 0;
    }
    s->deadline = after(start, timeout);
}

static void read_fd(zw_wasi *w, subscription *s, zw_poll *polls, uint32_t *npolls) {
    uint32_t error;
    zw_file *f = zw_file_with(w, s->fd, R_POLL_FD_READWRITE, &error);
    if (f && !(f->base & (s->type == EVENT_FD_READ ? R_FD_READ | R_SOCK_ACCEPT : R_FD_WRITE)))
        error = W_NOTCAPABLE;
    s->error = (uint16_t)error;
    if (error)
        return;
    s->ready = f->type == FT_REGULAR_FILE || f->type == FT_DIRECTORY || f->type == FT_BLOCK_DEVICE;
    if (!s->ready) {
        s->slot = (*npolls)++;
        polls[s->slot] = (zw_poll){.handle = f->host, .wants = s->type == EVENT_FD_READ ? ZW_POLL_READ : ZW_POLL_WRITE};
    }
}

/* Waits until a descriptor is ready, the deadline has passed, or the instance is interrupted. */
static uint32_t wait_for(zw_wasi *w, zw_poll *polls, uint32_t n, uint64_t deadline) {
    for (;;) {
        if (zw_interrupted(w))
            return W_INTERRUPTED;
        uint64_t at = now(MONOTONIC), left = deadline > at ? deadline - at : 0;
        bool sliced = w->interrupt && left > SLICE;
        uint32_t ready, error = zw_sys_poll(polls, n, sliced ? SLICE : deadline == NEVER ? ZW_FOREVER : left, &ready);
        if (error && error != W_INTR)
            return error;
        if (ready > 0 || (!error && left == 0))
            return W_SUCCESS;
    }
}

static uint64_t available(zw_wasi *w, const subscription *s, uint16_t *flags, uint8_t is) {
    zw_file *f = zw_file_at(w, s->fd);
    zw_stat st;
    uint64_t at;
    *flags = is & ZW_POLL_HANGUP ? 1 : 0;
    if (!f || s->type != EVENT_FD_READ)
        return 1;
    if (f->type == FT_REGULAR_FILE) {
        bool known = zw_sys_seek(f->host, 0, ZW_SEEK_CUR, &at) == W_SUCCESS && zw_sys_stat(f->host, &st) == W_SUCCESS;
        return known && st.size > at ? st.size - at : 0;
    }
    return zw_sys_available(f->host);
}

static void put_event(zw_wasi *w, uint8_t *p, const subscription *s, uint8_t is) {
    uint16_t flags = 0;
    uint64_t nbytes = s->error || s->type == EVENT_CLOCK ? 0 : available(w, s, &flags, is);
    memset(p, 0, EVENT);
    zw_put64(p, s->userdata);
    zw_put16(p + 8, is & ZW_POLL_BAD ? W_BADF : s->error);
    p[10] = s->type;
    zw_put64(p + 16, nbytes);
    zw_put16(p + 24, flags);
}

static uint32_t poll_all(zw_wasi *w, uint8_t *out, subscription *subs, uint32_t n, zw_poll *polls, uint32_t npolls,
                         uint32_t *nevents) {
    uint64_t deadline = NEVER;
    bool at_once = false;
    for (uint32_t i = 0; i < n; i++) {
        if (subs[i].error || subs[i].ready)
            at_once = true;
        else if (subs[i].type == EVENT_CLOCK && subs[i].deadline < deadline)
            deadline = subs[i].deadline;
    }
    uint32_t error = wait_for(w, polls, npolls, at_once ? 0 : deadline);
    if (error)
        return error;
    uint64_t at = now(MONOTONIC);
    for (uint32_t i = 0; i < n; i++) {
        const subscription *s = &subs[i];
        bool settled = s->error || s->ready || s->type == EVENT_CLOCK;
        uint8_t is = settled ? 0 : polls[s->slot].is;
        if (s->error || s->ready || (s->type == EVENT_CLOCK ? s->deadline <= at : is != 0))
            put_event(w, out + (uint64_t)EVENT * (*nevents)++, s, is);
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
    zw_poll *polls = calloc(n, sizeof *polls);
    uint32_t error = subs && polls ? W_SUCCESS : W_NOMEM, nevents = 0, npolls = 0;
    for (uint32_t i = 0; !error && i < n; i++) {
        const uint8_t *p = m->base + in + (uint64_t)i * size, *clock = p + 16 + identifier;
        subs[i].userdata = zw_get64(p);
        subs[i].type = p[8];
        if (subs[i].type == EVENT_CLOCK) {
            read_clock(&subs[i], zw_get32(clock), zw_get64(clock + 8), zw_get16(clock + 24));
        } else if (subs[i].type <= EVENT_FD_WRITE) {
            subs[i].fd = zw_get32(p + 16);
            read_fd(w, &subs[i], polls, &npolls);
        } else {
            error = W_INVAL;
        }
    }
    if (!error)
        error = poll_all(w, m->base + out, subs, n, polls, npolls, &nevents);
    if (!error)
        zw_put32(m->base + count, nevents);
    free(subs);
    free(polls);
    return error;
}

WASI(poll_oneoff) { return poll_oneoff(w, m, a, 0); }
WASI(poll_oneoff_0) { return poll_oneoff(w, m, a, 8); }
