/* Contents, waiting, clocks and sockets of Windows. */
#include "wasi_host_windows.h"

#include <ntsecapi.h>
#include <stdlib.h>
#include <string.h>

/* ---- contents ---- */

enum { MOST = 0x40000000 }; /* bytes given to the system at once */

static DWORD piece(const zw_iov *iov) {
    return iov->len < MOST ? (DWORD)iov->len : MOST;
}

static bool is_file(zw_handle h) {
    return zw_win(h)->type == FT_REGULAR_FILE;
}

static OVERLAPPED offset_of(uint64_t at) {
    return (OVERLAPPED){.Offset = (DWORD)at, .OffsetHigh = (DWORD)(at >> 32)};
}

/* At the position, or (`at`) at an offset. What does not come from a file comes as it is there, in one piece. */
static uint32_t read_all(zw_handle h, const zw_iov *iov, int n, const uint64_t *at, size_t *done) {
    *done = 0;
    for (int i = 0; i < n; i++) {
        DWORD got = 0;
        OVERLAPPED where = offset_of(at ? *at + *done : 0);
        if (!ReadFile(zw_win(h)->handle, iov[i].base, piece(&iov[i]), &got, at ? &where : NULL)) {
            DWORD why = GetLastError();
            if (why == ERROR_HANDLE_EOF || why == ERROR_BROKEN_PIPE || *done > 0)
                return W_SUCCESS;
            return zw_win_error(why);
        }
        *done += got;
        if (got < iov[i].len || !is_file(h))
            break;
    }
    return W_SUCCESS;
}

static uint32_t write_all(zw_handle h, const zw_iov *iov, int n, const uint64_t *at, size_t *done) {
    const uint64_t end = UINT64_MAX; /* an offset that appends */
    const uint64_t *from = at ? at : zw_win(h)->append ? &end : NULL;
    *done = 0;
    for (int i = 0; i < n; i++) {
        DWORD put = 0;
        OVERLAPPED where = offset_of(from == &end ? end : from ? *from + *done : 0);
        if (!WriteFile(zw_win(h)->handle, iov[i].base, piece(&iov[i]), &put, from ? &where : NULL))
            return *done > 0 ? W_SUCCESS : zw_win_error(GetLastError());
        *done += put;
        if (put < iov[i].len)
            break;
    }
    return W_SUCCESS;
}

uint32_t zw_sys_read(zw_handle h, const zw_iov *iov, int n, size_t *done) {
    bool cut;
    return zw_win_is_socket(h) ? zw_sys_recv(h, iov, n, 0, done, &cut) : read_all(h, iov, n, NULL, done);
}

uint32_t zw_sys_write(zw_handle h, const zw_iov *iov, int n, bool pipe, size_t *done) {
    (void)pipe; /* nothing here raises a signal */
    return zw_win_is_socket(h) ? zw_sys_send(h, iov, n, true, done) : write_all(h, iov, n, NULL, done);
}

/* An offset moves the position, too: it is put back before anybody else uses it. */
static uint32_t at_offset(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done,
                          uint32_t (*all)(zw_handle h, const zw_iov *iov, int n, const uint64_t *at, size_t *done)) {
    const LARGE_INTEGER nowhere = {.QuadPart = 0};
    LARGE_INTEGER position;
    *done = 0;
    if (!is_file(h))
        return W_SPIPE;
    AcquireSRWLockExclusive(&zw_win(h)->position);
    uint32_t error = zw_win_result(SetFilePointerEx(zw_win(h)->handle, nowhere, &position, FILE_CURRENT));
    if (!error) {
        error = all(h, iov, n, &offset, done);
        SetFilePointerEx(zw_win(h)->handle, position, NULL, FILE_BEGIN);
    }
    ReleaseSRWLockExclusive(&zw_win(h)->position);
    return error;
}

uint32_t zw_sys_pread(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done) {
    return at_offset(h, iov, n, offset, done, read_all);
}

uint32_t zw_sys_pwrite(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done) {
    return at_offset(h, iov, n, offset, done, write_all);
}

uint32_t zw_sys_seek(zw_handle h, int64_t offset, int whence, uint64_t *at) {
    static const DWORD whences[] = {FILE_BEGIN, FILE_CURRENT, FILE_END};
    LARGE_INTEGER by = {.QuadPart = offset}, position;
    *at = 0;
    if (!is_file(h))
        return W_SPIPE;
    if (!SetFilePointerEx(zw_win(h)->handle, by, &position, whences[whence]))
        return zw_win_error(GetLastError());
    *at = (uint64_t)position.QuadPart;
    return W_SUCCESS;
}

uint32_t zw_sys_advise(zw_handle h, uint64_t offset, uint64_t size, uint32_t advice) {
    (void)h, (void)offset, (void)size, (void)advice; /* only a hint, and nobody takes it */
    return W_SUCCESS;
}

uint32_t zw_sys_allocate(zw_handle h, uint64_t offset, uint64_t size) {
    zw_stat st;
    uint32_t error = zw_sys_stat(h, &st);
    return error || offset + size <= st.size ? error : zw_sys_set_size(h, offset + size);
}

uint32_t zw_sys_sync(zw_handle h, bool data_only) {
    (void)data_only;
    if (!is_file(h) || !zw_win(h)->writes)
        return W_SUCCESS; /* nothing of ours waits there */
    return zw_win_result(FlushFileBuffers(zw_win(h)->handle));
}

/* ---- waiting ---- */

static bool readable(HANDLE handle, bool *hangup) {
    DWORD n = 0;
    INPUT_RECORD record;
    *hangup = false;
    if (GetFileType(handle) == FILE_TYPE_PIPE) {
        *hangup = !PeekNamedPipe(handle, NULL, 0, NULL, &n, NULL);
        return *hangup || n > 0;
    }
    return !GetNumberOfConsoleInputEvents(handle, &n) || (n > 0 && PeekConsoleInputW(handle, &record, 1, &n) && n > 0);
}

/* Those that are ready now; *sockets: there is nothing else among them, so that one call can wait for all. */
static uint32_t look(zw_poll *polls, uint32_t n, WSAPOLLFD *fds, int wait, uint32_t *ready, bool *sockets) {
    ULONG count = 0;
    *ready = 0;
    *sockets = true;
    for (uint32_t i = 0; i < n; i++) {
        bool hangup = false;
        polls[i].is = 0;
        if (zw_win_is_socket(polls[i].handle)) {
            short events = polls[i].wants == ZW_POLL_READ ? POLLRDNORM : POLLWRNORM;
            fds[count++] = (WSAPOLLFD){.fd = zw_win_socket(polls[i].handle), .events = events};
            continue;
        }
        *sockets = false;
        if (polls[i].wants == ZW_POLL_WRITE || readable(zw_win(polls[i].handle)->handle, &hangup)) {
            polls[i].is = ZW_POLL_READY | (hangup ? ZW_POLL_HANGUP : 0);
            ++*ready;
        }
    }
    if (count == 0)
        return W_SUCCESS;
    if (WSAPoll(fds, count, *sockets ? wait : 0) < 0)
        return zw_win_error((DWORD)WSAGetLastError());
    for (uint32_t i = 0, k = 0; i < n; i++) {
        short events = zw_win_is_socket(polls[i].handle) ? fds[k++].revents : 0;
        if (events) {
            polls[i].is = ZW_POLL_READY | (events & POLLHUP ? ZW_POLL_HANGUP : 0) | (events & POLLNVAL ? ZW_POLL_BAD : 0);
            ++*ready;
        }
    }
    return W_SUCCESS;
}

static uint64_t monotonic(void);

uint32_t zw_sys_poll(zw_poll *polls, uint32_t n, uint64_t timeout, uint32_t *ready) {
    enum { PAUSE = 10, LONGEST = 60000 }; /* milliseconds: between two looks at what nobody can wait for; of one wait */
    WSAPOLLFD *fds = malloc((n + 1) * sizeof *fds);
    uint64_t start = monotonic();
    uint32_t error = fds ? W_SUCCESS : W_NOMEM;
    bool sockets;
    *ready = 0;
    for (bool first = true; !error; first = false) {
        uint64_t past = monotonic() - start, left = timeout == ZW_FOREVER ? ZW_FOREVER : timeout > past ? timeout - past : 0;
        uint64_t ms = left / 1000000u + (left % 1000000u != 0);
        DWORD wait = ms < LONGEST ? (DWORD)ms : LONGEST;
        error = look(polls, n, fds, first ? 0 : (int)wait, ready, &sockets);
        if (error || *ready > 0 || left == 0)
            break;
        if (n == 0 || !sockets)
            Sleep(n == 0 || wait < PAUSE ? wait : PAUSE);
    }
    free(fds);
    return error;
}

uint64_t zw_sys_available(zw_handle h) {
    DWORD n = 0;
    u_long waiting = 0;
    if (zw_win_is_socket(h))
        return ioctlsocket(zw_win_socket(h), (long)FIONREAD, &waiting) == 0 ? waiting : 0;
    return GetFileType(zw_win(h)->handle) == FILE_TYPE_PIPE && PeekNamedPipe(zw_win(h)->handle, NULL, 0, NULL, &n, NULL) ? n : 0;
}

/* ---- clocks and chance ---- */

enum { REALTIME, MONOTONIC, PROCESS_TIME, THREAD_TIME };
#define EPOCH 116444736000000000ull /* 1970 after 1601, in units of 100 ns */

static uint64_t units(const FILETIME *t) {
    return (uint64_t)t->dwHighDateTime << 32 | t->dwLowDateTime;
}

static uint64_t monotonic(void) {
    LARGE_INTEGER count, frequency;
    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&frequency);
    uint64_t c = (uint64_t)count.QuadPart, f = (uint64_t)frequency.QuadPart;
    return c / f * 1000000000u + c % f * 1000000000u / f;
}

uint32_t zw_sys_clock(uint32_t id, uint64_t *ns) {
    FILETIME now, started, ended, kernel, user;
    bool process = id == PROCESS_TIME;
    switch (id) {
    case REALTIME:
        GetSystemTimePreciseAsFileTime(&now);
        *ns = (units(&now) - EPOCH) * 100;
        return W_SUCCESS;
    case MONOTONIC:
        *ns = monotonic();
        return W_SUCCESS;
    default:
        if (!(process ? GetProcessTimes(GetCurrentProcess(), &started, &ended, &kernel, &user)
                      : GetThreadTimes(GetCurrentThread(), &started, &ended, &kernel, &user)))
            return zw_win_error(GetLastError());
        *ns = (units(&kernel) + units(&user)) * 100;
        return W_SUCCESS;
    }
}

uint32_t zw_sys_clock_resolution(uint32_t id, uint64_t *ns) {
    LARGE_INTEGER frequency;
    QueryPerformanceFrequency(&frequency);
    uint64_t tick = 1000000000u / (uint64_t)frequency.QuadPart;
    *ns = id == REALTIME ? 100 : id == MONOTONIC ? (tick ? tick : 1) : 15625000; /* the system counts time of CPUs in its ticks */
    return W_SUCCESS;
}

uint32_t zw_sys_random(uint8_t *out, size_t size, size_t *done) {
    bool made = RtlGenRandom(out, (ULONG)size);
    *done = made ? size : 0;
    return made ? W_SUCCESS : W_IO;
}

/* ---- sockets ---- */

enum { BUFFERS = 128 };

static DWORD to_buffers(const zw_iov *iov, int n, WSABUF buffers[BUFFERS]) {
    DWORD count = n < BUFFERS ? (DWORD)n : BUFFERS;
    for (DWORD i = 0; i < count; i++)
        buffers[i] = (WSABUF){.len = piece(&iov[i]), .buf = iov[i].base};
    return count;
}

static uint32_t socket_result(int failed) {
    return failed ? zw_win_error((DWORD)WSAGetLastError()) : W_SUCCESS;
}

static uint32_t set_nonblock(SOCKET s, bool nonblock) {
    u_long on = nonblock;
    return socket_result(ioctlsocket(s, (long)FIONBIO, &on));
}

uint32_t zw_sys_accept(zw_handle h, bool nonblock, zw_handle *out) {
    SOCKET got = accept(zw_win_socket(h), NULL, NULL);
    *out = ZW_NO_HANDLE;
    if (got == INVALID_SOCKET)
        return zw_win_error((DWORD)WSAGetLastError());
    SetHandleInformation((HANDLE)(uintptr_t)got, HANDLE_FLAG_INHERIT, 0);
    uint32_t error = set_nonblock(got, nonblock); /* else it is as the listening socket is */
    zw_win_file *f = error ? NULL : calloc(1, sizeof *f);
    if (!f) {
        closesocket(got);
        return error ? error : W_NOMEM;
    }
    *f = (zw_win_file){.handle = (HANDLE)(uintptr_t)got, .type = FT_SOCKET_STREAM, .reads = true, .writes = true, .nonblock = nonblock};
    *out = (zw_handle)f;
    return W_SUCCESS;
}

uint32_t zw_sys_recv(zw_handle h, const zw_iov *iov, int n, uint32_t how, size_t *done, bool *cut) {
    WSABUF buffers[BUFFERS];
    DWORD got = 0, count = to_buffers(iov, n, buffers);
    DWORD flags = how & ZW_RECV_PEEK ? MSG_PEEK : how & ZW_RECV_WAITALL ? MSG_WAITALL : 0;
    int failed = WSARecv(zw_win_socket(h), buffers, count, &got, &flags, NULL, NULL);
    *cut = failed && WSAGetLastError() == WSAEMSGSIZE;
    *done = got;
    if (*cut) /* what fits has come, and nobody says how much that is */
        for (DWORD i = *done = 0; i < count; i++)
            *done += buffers[i].len;
    return *cut ? W_SUCCESS : socket_result(failed);
}

uint32_t zw_sys_send(zw_handle h, const zw_iov *iov, int n, bool wait, size_t *done) {
    WSABUF buffers[BUFFERS];
    SOCKET s = zw_win_socket(h);
    DWORD sent = 0;
    bool changes = !wait && !zw_win(h)->nonblock; /* there is no flag for one call */
    if (changes)
        set_nonblock(s, true);
    uint32_t error = socket_result(WSASend(s, buffers, to_buffers(iov, n, buffers), &sent, 0, NULL, NULL));
    if (changes)
        set_nonblock(s, false);
    *done = sent;
    return error;
}

uint32_t zw_sys_shutdown(zw_handle h, bool reading, bool writing) {
    return socket_result(shutdown(zw_win_socket(h), reading ? (writing ? SD_BOTH : SD_RECEIVE) : SD_SEND));
}
