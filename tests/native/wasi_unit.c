/* Every family but the paths, function by function. */
#include "wasi_test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>

static void lookup(void) {
    size_t n = 0, n0 = 0;
    while (zw_wasi_func_at("wasi_snapshot_preview1", n))
        n++;
    while (zw_wasi_func_at("wasi_unstable", n0))
        n0++;
    CHECK(n == 46 && n0 == 45);
    CHECK(!zw_wasi_lookup("wasi_unstable", "sock_accept"));
    CHECK(!zw_wasi_lookup("wasi_snapshot_preview1", "fd_seek_0") && !zw_wasi_lookup("wasi_unstable", "fd_seek_0"));
    CHECK(!zw_wasi_lookup("env", "fd_read") && !zw_wasi_lookup("wasi_snapshot_preview1", "fd_rea"));
    CHECK(zw_wasi_lookup("wasi_unstable", "fd_seek") != zw_wasi_lookup("wasi_snapshot_preview1", "fd_seek"));
    CHECK(zw_wasi_lookup("wasi_unstable", "fd_read") == zw_wasi_lookup("wasi_snapshot_preview1", "fd_read"));
    CHECK(zw_wasi_module(0) && zw_wasi_module(1) && !zw_wasi_module(2));
}

static void errors(void) {
    CHECK(zw_posix_error(2) == W_NOENT && zw_posix_error(13) == W_ACCES && zw_posix_error(95) == W_NOTSUP && zw_posix_error(9999) == W_IO);
    CHECK(W_BADF == 8 && W_FAULT == 21 && W_INVAL == 28 && W_NOENT == 44 && W_NOTSOCK == 57 && W_PERM == 63 && W_XDEV == 75);
}

static void arguments(void) {
    const char *args[] = {"prog", "", "third \xc3\xa9"}, *env[] = {"A=1", "B="};
    guest g = guest_new(&(zw_wasi_config){.nargs = 3, .args = args, .nenv = 2, .env = env, .stdio = {-1, -1, -1}});
    OK(CALL(&g, "args_sizes_get", 0, 4));
    CHECK(zw_get32(g.memory) == 3 && zw_get32(g.memory + 4) == 5 + 1 + 9);
    OK(CALL(&g, "args_get", 100, MEMORY - 15));
    CHECK(zw_get32(g.memory + 100) == MEMORY - 15 && zw_get32(g.memory + 104) == MEMORY - 10 && zw_get32(g.memory + 108) == MEMORY - 9);
    CHECK(memcmp(g.memory + MEMORY - 15, "prog\0\0third \xc3\xa9", 15) == 0);
    CHECK_ERROR(W_FAULT, CALL(&g, "args_get", 100, MEMORY - 14));
    CHECK_ERROR(W_FAULT, CALL(&g, "args_get", MEMORY - 8, 0));
    CHECK_ERROR(W_FAULT, CALL(&g, "args_get", 0xfffffffc, 0));
    CHECK_ERROR(W_FAULT, CALL(&g, "args_sizes_get", MEMORY - 3, 0));
    CHECK_ERROR(W_FAULT, CALL(&g, "environ_sizes_get", 0, 0xffffffff));
    OK(CALL(&g, "environ_sizes_get", 0, 4));
    CHECK(zw_get32(g.memory) == 2 && zw_get32(g.memory + 4) == 7);
    OK(CALL(&g, "environ_get", 100, 200));
    CHECK(memcmp(g.memory + 200, "A=1\0B=\0", 7) == 0 && zw_get32(g.memory + 104) == 204);
    guest_free(&g);
}

static void clocks_random_proc(void) {
    guest g = guest_new(&(zw_wasi_config){.stdio = {-1, -1, -1}});
    for (uint32_t id = 0; id < 4; id++) {
        OK(CALL(&g, "clock_res_get", id, 0));
        CHECK(zw_get64(g.memory) > 0);
        OK(CALL(&g, "clock_time_get", id, 1000, 8));
        uint64_t first = zw_get64(g.memory + 8);
        OK(CALL(&g, "clock_time_get", id, 0, 8));
        CHECK(id == 0 || zw_get64(g.memory + 8) >= first);
        CHECK(id != 0 || first > 1500000000ull * 1000000000);
    }
    CHECK_ERROR(W_INVAL, CALL(&g, "clock_time_get", 4, 0, 8));
    CHECK_ERROR(W_INVAL, CALL(&g, "clock_res_get", 0xffffffff, 8));
    CHECK_ERROR(W_FAULT, CALL(&g, "clock_time_get", 0, 0, MEMORY - 7));

    memset(g.memory, 0, MEMORY);
    OK(CALL(&g, "random_get", 16, 64));
    int nonzero = 0;
    for (int i = 0; i < 64; i++)
        nonzero += g.memory[16 + i] != 0;
    CHECK(nonzero > 32 && zw_get64(g.memory + 8) == 0 && zw_get64(g.memory + 80) == 0);
    OK(CALL(&g, "random_get", MEMORY, 0));
    CHECK_ERROR(W_FAULT, CALL(&g, "random_get", MEMORY + 1, 0));
    CHECK_ERROR(W_FAULT, CALL(&g, "random_get", 1, 0xffffffff));
    CHECK_ERROR(W_FAULT, CALL(&g, "random_get", 0xffffffff, 0xffffffff));

    OK(CALL(&g, "proc_raise", 0));
    CHECK_ERROR(W_NOTSUP, CALL(&g, "proc_raise", 9));
    CHECK_ERROR(W_INVAL, CALL(&g, "proc_raise", 31));
    OK(guest_call(&g, "sched_yield", NULL, 0));
    CHECK(zw_wasi_exit_status(g.wasi) == 0);
    CHECK_ERROR(W_EXIT, CALL(&g, "proc_exit", 0x80000007));
    CHECK(zw_wasi_exit_status(g.wasi) == 0x80000007);
    guest_free(&g);

    zw_value cells[3] = {{0}};
    guest empty = guest_new(&(zw_wasi_config){.stdio = {-1, -1, -1}});
    const zw_wasi_func *f = zw_wasi_lookup("wasi_snapshot_preview1", "args_sizes_get");
    CHECK(zw_wasi_call(empty.wasi, f, NULL, 0, cells) == ZW_WASI_OK && cells[0].lo == W_FAULT);
    guest_free(&empty);
}

static void streams(void) {
    int in[2], out[2];
    char buffer[16];
    CHECK(pipe(in) == 0 && pipe(out) == 0);
    guest g = guest_new(&(zw_wasi_config){.stdio = {in[0], out[1], -1}});
    OK(write_bytes(&g, 2, "x", 1)); /* the null device */
    OK(CALL(&g, "fd_fdstat_get", 2, OUT));
    CHECK(g.memory[OUT] == FT_CHARACTER_DEVICE);
    OK(write_bytes(&g, 1, "hello", 5));
    CHECK(read(out[0], buffer, 16) == 5 && memcmp(buffer, "hello", 5) == 0);
    CHECK_ERROR(W_NOTCAPABLE, write_bytes(&g, 0, "x", 1));
    uint32_t n;
    CHECK(write(in[1], "abc", 3) == 3);
    OK(read_bytes(&g, 0, buffer, 16, &n));
    CHECK(n == 3);
    OK(CALL(&g, "fd_fdstat_get", 0, OUT));
    CHECK(g.memory[OUT] == FT_UNKNOWN && zw_get64(g.memory + OUT + 8) & R_FD_READ && !(zw_get64(g.memory + OUT + 8) & R_FD_WRITE));
    CHECK_ERROR(W_SPIPE, CALL(&g, "fd_tell", 0, OUT));
    CHECK_ERROR(W_SPIPE, CALL(&g, "fd_pread", 0, SCRATCH, 1, 0, OUT));
    CHECK_ERROR(W_NOTSOCK, CALL(&g, "sock_shutdown", 1, 1));
    CHECK_ERROR(W_BADF, CALL(&g, "sock_shutdown", 3, 1));
    CHECK_ERROR(W_BADF, CALL(&g, "fd_prestat_get", 0, OUT));

    OK(CALL(&g, "fd_fdstat_set_flags", 0, FDFLAG_NONBLOCK));
    CHECK_ERROR(W_AGAIN, read_bytes(&g, 0, buffer, 16, &n));
    CHECK(!(fcntl(in[0], F_GETFL) & O_NONBLOCK)); /* the host's own reads go on as before */
    OK(CALL(&g, "fd_fdstat_get", 0, OUT));
    CHECK(zw_get16(g.memory + OUT + 2) == FDFLAG_NONBLOCK);
    CHECK_ERROR(W_INVAL, CALL(&g, "fd_fdstat_set_flags", 0, FDFLAG_SYNC));
    CHECK_ERROR(W_INVAL, CALL(&g, "fd_fdstat_set_flags", 0, 0x100));
    OK(CALL(&g, "fd_fdstat_set_flags", 1, FDFLAG_NONBLOCK));
    uint32_t error = 0, written = 0;
    while (!error && written < 1 << 20) { /* fill the pipe: never blocks */
        zw_put32(g.memory + SCRATCH, DATA);
        zw_put32(g.memory + SCRATCH + 4, 20000);
        error = CALL(&g, "fd_write", 1, SCRATCH, 1, OUT);
        written += error ? 0 : zw_get32(g.memory + OUT);
    }
    CHECK(error == W_AGAIN && written >= 4096);
    OK(CALL(&g, "fd_fdstat_set_flags", 1, 0));

    close(out[0]);
    CHECK_ERROR(W_PIPE, write_bytes(&g, 1, "x", 1)); /* and no signal */
    close(in[1]);
    OK(CALL(&g, "fd_fdstat_set_flags", 0, 0));
    OK(read_bytes(&g, 0, buffer, 16, &n));
    CHECK(n == 0);
    OK(CALL(&g, "fd_close", 0));
    CHECK(fcntl(in[0], F_GETFL) >= 0); /* the host's descriptor is the host's */
    CHECK_ERROR(W_BADF, CALL(&g, "fd_close", 0));
    guest_free(&g);
    close(in[0]);
    close(out[1]);
}

static uint64_t rights_of(guest *g, uint32_t fd, uint8_t type) {
    OK(CALL(g, "fd_fdstat_get", fd, OUT));
    CHECK(g->memory[OUT] == type);
    return zw_get64(g->memory + OUT + 8);
}

/* What a stream is decides what a guest takes it for: a terminal is a character device that cannot seek. */
static void kinds(const char *directory) {
    int master = posix_openpt(O_RDWR | O_NOCTTY), pair[2];
    CHECK(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    int terminal = open(ptsname(master), O_RDWR | O_NOCTTY), null = open("/dev/null", O_WRONLY);
    CHECK(terminal >= 0 && null >= 0 && socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) == 0);
    guest g = guest_new(&(zw_wasi_config){.stdio = {terminal, null, pair[0]}});
    uint64_t seeks = R_FD_SEEK | R_FD_TELL;
    CHECK(!(rights_of(&g, 0, FT_CHARACTER_DEVICE) & (seeks | R_FD_WRITE)) && (rights_of(&g, 1, FT_CHARACTER_DEVICE) & seeks) == R_FD_TELL);
    CHECK(rights_of(&g, 2, FT_SOCKET_DGRAM) & R_FD_WRITE);
    CHECK_ERROR(W_SPIPE, CALL(&g, "fd_pread", 0, SCRATCH, 0, 0, OUT));
    OK(write_bytes(&g, 1, "gone", 4));
    OK(write_bytes(&g, 2, "packet", 6));
    char buffer[16];
    CHECK(recv(pair[1], buffer, 16, 0) == 6);
    guest_free(&g);

    CHECK(host_file(directory, "kind", "abc"));
    int dir = open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC), file = openat(dir, "kind", O_RDWR | O_APPEND | O_SYNC);
    zw_wasi_preopen preopen = {.dirfd = dir, .guest = "by number"};
    g = guest_new(&(zw_wasi_config){.stdio = {file, file, -1}, .npreopens = 1, .preopens = &preopen});
    CHECK((rights_of(&g, 0, FT_REGULAR_FILE) & (R_FD_READ | R_FD_WRITE)) == R_FD_READ);
    CHECK((rights_of(&g, 1, FT_REGULAR_FILE) & (R_FD_READ | R_FD_WRITE)) == R_FD_WRITE);
    CHECK(zw_get16(g.memory + OUT + 2) == (FDFLAG_APPEND | FDFLAG_SYNC | FDFLAG_RSYNC));
    CHECK_ERROR(W_NOTSUP, CALL(&g, "fd_fdstat_set_flags", 1, FDFLAG_SYNC | FDFLAG_RSYNC));
    uint32_t fd;
    OK(open_path(&g, 3, "kind", 0, 0, R_FD_READ, &fd));
    CHECK(rights_of(&g, fd, FT_REGULAR_FILE) == R_FD_READ);
    OK(CALL(&g, "path_open", 3, 0, PATH(&g, "kind"), 0, R_FD_WRITE, 0, FDFLAG_DSYNC, OUT));
    rights_of(&g, zw_get32(g.memory + OUT), FT_REGULAR_FILE);
    CHECK(zw_get16(g.memory + OUT + 2) == FDFLAG_DSYNC);
    OK(CALL(&g, "fd_readdir", 3, DATA, 4096, 0, OUT));
    guest_free(&g);
    close(master), close(terminal), close(null), close(pair[0]), close(pair[1]), close(dir), close(file);
}

/* The host's end is non-blocking, the guest does not know: its reads wait all the same. */
static void nonblocking_host(void) {
    int p[2];
    char c;
    uint32_t n;
    CHECK(pipe(p) == 0 && fcntl(p[0], F_SETFL, O_NONBLOCK) == 0);
    guest g = guest_new(&(zw_wasi_config){.stdio = {p[0], -1, -1}});
    pid_t child = fork();
    if (child == 0) {
        usleep(20000);
        _exit(write(p[1], "z", 1) == 1 ? 0 : 1);
    }
    OK(read_bytes(&g, 0, &c, 1, &n));
    CHECK(n == 1 && c == 'z');
    guest_free(&g);
    close(p[0]);
    close(p[1]);
}

static void interrupts(void) {
    int p[2];
    char c;
    uint32_t n;
    volatile uint64_t flag = 1;
    CHECK(pipe(p) == 0);
    guest g = guest_new(&(zw_wasi_config){.stdio = {p[0], -1, -1}, .interrupt = &flag});
    CHECK_ERROR(W_INTERRUPTED, read_bytes(&g, 0, &c, 1, &n));
    memset(g.memory, 0, 96);
    zw_put64(g.memory + 24, UINT64_MAX); /* a clock, realtime, relative, for ever */
    CHECK_ERROR(W_INTERRUPTED, CALL(&g, "poll_oneoff", 0, OUT, 1, SCRATCH));
    flag = 0;
    CHECK(write(p[1], "x", 1) == 1);
    OK(read_bytes(&g, 0, &c, 1, &n));
    CHECK(n == 1 && c == 'x');
    zw_wasi_set_interrupt(g.wasi, NULL);
    guest_free(&g);
    close(p[0]);
    close(p[1]);
}

static void *later(void *argument) {
    int socket = *(int *)argument;
    usleep(50000);
    CHECK(send(socket, "and more", 8, 0) == 8);
    return NULL;
}

/* Of a file with two names, both are protected that descriptors were opened by, and no longer than that. */
static void two_names(const char *directory) {
    static const char *const names[] = {"first", "second"};
    char path[2][640];
    zw_protection *kept[2];
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s", directory, names[i]);
        CHECK(mkdir(path[i], 0700) == 0);
        strcat(path[i], "/file");
        int fd = i == 0 ? open(path[0], O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600)
                        : link(path[0], path[1]) == 0 ? open(path[1], O_RDONLY | O_CLOEXEC) : -1;
        CHECK(fd >= 0 && (kept[i] = zw_wasi_protect(fd, NULL)) && close(fd) == 0);
    }
    zw_wasi_preopen preopen = {.host = directory, .guest = "/"};
    guest g = guest_new(&(zw_wasi_config){.stdio = {-1, -1, -1}, .npreopens = 1, .preopens = &preopen});
    for (int i = 0; i < 2; i++)
        CHECK_ERROR(W_BUSY, CALL(&g, "path_rename", 3, PATH(&g, names[i]), 3, PATH2(&g, "third")));
    for (int i = 0; i < 2; i++) {
        zw_wasi_unprotect(kept[i]);
        if (i == 0)
            CHECK_ERROR(W_TXTBSY, CALL(&g, "path_unlink_file", 3, PATH(&g, "first/file")));
        CHECK(unlink(path[i]) == 0);
        OK(CALL(&g, "path_remove_directory", 3, PATH(&g, names[i])));
    }
    guest_free(&g);
}

/* What was received before an error is received. */
static void reset(void) {
    int s[2];
    volatile uint64_t flag = 0;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0 && send(s[0], "?", 1, 0) == 1 && send(s[1], "abc", 3, 0) == 3);
    close(s[1]); /* with something unread: a reset */
    guest g = guest_new(&(zw_wasi_config){.stdio = {s[0], -1, -1}, .interrupt = &flag});
    uint8_t *v = g.memory + SCRATCH;
    zw_put32(v, DATA), zw_put32(v + 4, 10);
    OK(CALL(&g, "sock_recv", 0, SCRATCH, 1, 2, OUT, OUT + 4));
    CHECK(zw_get32(g.memory + OUT) == 3 && !memcmp(g.memory + DATA, "abc", 3));
    guest_free(&g);
    close(s[0]);
}

static void *stop(void *flag) {
    usleep(50000);
    *(volatile uint64_t *)flag = 1;
    return NULL;
}

/* No signal comes, and one call would take long: to receive everything, to look through a long list, to read a directory. */
static void long_calls(const char *directory) {
    int s[2];
    volatile uint64_t flag = 0;
    pthread_t thread;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, s) == 0 && send(s[1], "ping", 4, 0) == 4);
    zw_wasi_preopen preopen = {.host = directory, .guest = "/"};
    guest g = guest_new(&(zw_wasi_config){.stdio = {s[0], -1, -1}, .npreopens = 1, .preopens = &preopen, .interrupt = &flag});
    uint8_t *v = g.memory + SCRATCH;
    zw_put32(v, DATA), zw_put32(v + 4, 5), zw_put32(v + 8, DATA + 100), zw_put32(v + 12, 7);
    CHECK(pthread_create(&thread, NULL, later, &s[1]) == 0);
    OK(CALL(&g, "sock_recv", 0, SCRATCH, 2, 2, OUT, OUT + 4));
    CHECK(zw_get32(g.memory + OUT) == 12 && !memcmp(g.memory + DATA, "pinga", 5) && !memcmp(g.memory + DATA + 100, "nd more", 7));
    pthread_join(thread, NULL);
    CHECK(send(s[1], "ping", 4, 0) == 4);
    CHECK(pthread_create(&thread, NULL, stop, (void *)(uintptr_t)&flag) == 0);
    CHECK_ERROR(W_INTERRUPTED, CALL(&g, "sock_recv", 0, SCRATCH, 2, 2, OUT, OUT + 4));
    pthread_join(thread, NULL);
    memset(g.memory + DATA, 0, MEMORY - DATA);
    CHECK_ERROR(W_INTERRUPTED, CALL(&g, "fd_write", 1, DATA, 0x1000, OUT));
    OK(CALL(&g, "fd_write", 1, DATA, 0xfff, OUT));
    CHECK_ERROR(W_INTERRUPTED, CALL(&g, "fd_readdir", 3, DATA, 1000, 0, OUT));
    guest_free(&g);
    close(s[0]), close(s[1]);
}

static void on_alarm(int signal) { (void)signal; }

/* A signal during a blocking read is the host's business: the guest's read goes on. */
static void signals(void) {
    int p[2];
    char c;
    uint32_t n;
    CHECK(pipe(p) == 0);
    struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    guest g = guest_new(&(zw_wasi_config){.stdio = {p[0], -1, -1}});
    pid_t child = fork();
    if (child == 0) {
        usleep(60000);
        _exit(write(p[1], "y", 1) == 1 ? 0 : 1);
    }
    ualarm(10000, 10000);
    OK(read_bytes(&g, 0, &c, 1, &n));
    ualarm(0, 0);
    CHECK(n == 1 && c == 'y');
    guest_free(&g);
    close(p[0]);
    close(p[1]);
}

static void subscribe(guest *g, uint32_t i, uint64_t userdata, uint8_t type, uint32_t x, uint64_t timeout, uint16_t flags) {
    uint8_t *p = g->memory + i * 48;
    memset(p, 0, 48);
    zw_put64(p, userdata);
    p[8] = type;
    zw_put32(p + 16, x);
    zw_put64(p + 24, timeout);
    zw_put16(p + 40, flags);
}

static uint64_t monotonic(guest *g) {
    OK(CALL(g, "clock_time_get", 1, 0, OUT));
    return zw_get64(g->memory + OUT);
}

static void polling(const char *directory) {
    int p[2];
    CHECK(pipe(p) == 0);
    zw_wasi_preopen preopen = {.host = directory, .guest = "/"};
    guest g = guest_new(&(zw_wasi_config){.stdio = {p[0], p[1], -1}, .npreopens = 1, .preopens = &preopen});
    CHECK_ERROR(W_INVAL, CALL(&g, "poll_oneoff", 0, OUT, 0, SCRATCH));
    CHECK_ERROR(W_FAULT, CALL(&g, "poll_oneoff", 0, OUT, 0xffffffff, SCRATCH));
    CHECK_ERROR(W_FAULT, CALL(&g, "poll_oneoff", MEMORY - 47, OUT, 1, SCRATCH));

    uint64_t start = monotonic(&g);
    subscribe(&g, 0, 11, 0, 1, 20000000, 0);
    subscribe(&g, 1, 22, 0, 1, 3600000000000, 0);
    subscribe(&g, 2, 33, 1, 0, 0, 0);
    OK(CALL(&g, "poll_oneoff", 0, OUT, 3, SCRATCH));
    CHECK(zw_get32(g.memory + SCRATCH) == 1 && zw_get64(g.memory + OUT) == 11 && zw_get16(g.memory + OUT + 8) == 0 && g.memory[OUT + 10] == 0);
    CHECK(monotonic(&g) - start >= 20000000);

    subscribe(&g, 0, 44, 0, 1, monotonic(&g) + 5000000, 1); /* absolute, monotonic */
    OK(CALL(&g, "poll_oneoff", 0, 0, 1, SCRATCH));          /* the events may lie over the subscriptions */
    CHECK(zw_get32(g.memory + SCRATCH) == 1 && zw_get64(g.memory) == 44);
    subscribe(&g, 0, 55, 0, 0, 1000, 1);                    /* absolute, realtime, long ago */
    subscribe(&g, 1, 66, 0, 2, 1000, 0);                    /* a clock that cannot be waited for */
    subscribe(&g, 2, 77, 0, 9, 1000, 0);
    OK(CALL(&g, "poll_oneoff", 0, OUT, 3, SCRATCH));
    CHECK(zw_get32(g.memory + SCRATCH) == 3 && zw_get16(g.memory + OUT + 32 + 8) == W_NOTSUP && zw_get16(g.memory + OUT + 64 + 8) == W_INVAL);

    CHECK(write(p[1], "abc", 3) == 3);
    subscribe(&g, 0, 1, 1, 0, 0, 0);
    subscribe(&g, 1, 2, 2, 1, 0, 0);
    subscribe(&g, 2, 3, 2, 0, 0, 0);  /* standard input cannot be written */
    subscribe(&g, 3, 4, 1, 99, 0, 0); /* not open */
    OK(CALL(&g, "poll_oneoff", 0, OUT, 4, SCRATCH));
    CHECK(zw_get32(g.memory + SCRATCH) == 4);
    CHECK(g.memory[OUT + 10] == 1 && zw_get64(g.memory + OUT + 16) == 3);
    CHECK(g.memory[OUT + 32 + 10] == 2 && zw_get16(g.memory + OUT + 32 + 8) == 0);
    CHECK(zw_get16(g.memory + OUT + 64 + 8) == W_NOTCAPABLE && zw_get16(g.memory + OUT + 96 + 8) == W_BADF);

    uint32_t fd; /* a regular file is always ready */
    OK(open_path(&g, 3, "polled", 0, OFLAG_CREAT, R_FILE, &fd));
    OK(write_bytes(&g, fd, "12345", 5));
    OK(CALL(&g, "fd_seek", fd, 1, 0, OUT));
    subscribe(&g, 0, 1, 1, fd, 0, 0);
    OK(CALL(&g, "poll_oneoff", 0, OUT, 1, SCRATCH));
    CHECK(zw_get32(g.memory + SCRATCH) == 1 && zw_get64(g.memory + OUT + 16) == 4);
    g.memory[8] = 3;
    CHECK_ERROR(W_INVAL, CALL(&g, "poll_oneoff", 0, OUT, 1, SCRATCH));

    g.module = "wasi_unstable";
    memset(g.memory, 0, 56);
    zw_put64(g.memory, 88);
    zw_put32(g.memory + 24, 1);
    zw_put64(g.memory + 32, 1000000);
    OK(CALL(&g, "poll_oneoff", 0, OUT, 1, SCRATCH));
    CHECK(zw_get32(g.memory + SCRATCH) == 1 && zw_get64(g.memory + OUT) == 88);
    g.module = NULL;

    close(p[1]);
    char drain[8];
    CHECK(read(p[0], drain, 8) == 3);
    guest_free(&g);
    close(p[0]);
}

static void sockets(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    char buffer[64];
    int listener = socket(AF_INET, SOCK_STREAM, 0), client = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(listener, (struct sockaddr *)&address, len) == 0 && listen(listener, 4) == 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &len) == 0);
    guest g = guest_new(&(zw_wasi_config){.stdio = {-1, -1, -1}, .nlisten = 1, .listen = &listener});
    OK(CALL(&g, "fd_fdstat_set_flags", 3, FDFLAG_NONBLOCK));
    CHECK_ERROR(W_AGAIN, CALL(&g, "sock_accept", 3, 0, OUT));
    OK(CALL(&g, "fd_fdstat_set_flags", 3, 0));
    CHECK(connect(client, (struct sockaddr *)&address, len) == 0);
    CHECK_ERROR(W_INVAL, CALL(&g, "sock_accept", 3, FDFLAG_APPEND, OUT));
    CHECK_ERROR(W_FAULT, CALL(&g, "sock_accept", 3, 0, MEMORY - 3));
    OK(CALL(&g, "sock_accept", 3, 0, OUT));
    uint32_t fd = zw_get32(g.memory + OUT);
    CHECK(fd == 4);
    CHECK_ERROR(W_NOTCAPABLE, CALL(&g, "sock_accept", fd, 0, OUT));
    OK(CALL(&g, "fd_fdstat_get", fd, OUT));
    CHECK(g.memory[OUT] == FT_SOCKET_STREAM);

    CHECK(send(client, "ping", 4, 0) == 4);
    zw_put32(g.memory + SCRATCH, DATA);
    zw_put32(g.memory + SCRATCH + 4, 64);
    OK(CALL(&g, "sock_recv", fd, SCRATCH, 1, 1, OUT, OUT + 4)); /* peek */
    CHECK(zw_get32(g.memory + OUT) == 4 && zw_get16(g.memory + OUT + 4) == 0);
    OK(CALL(&g, "sock_recv", fd, SCRATCH, 1, 0, OUT, OUT + 4));
    CHECK(zw_get32(g.memory + OUT) == 4 && memcmp(g.memory + DATA, "ping", 4) == 0);
    CHECK_ERROR(W_INVAL, CALL(&g, "sock_recv", fd, SCRATCH, 1, 4, OUT, OUT + 4));
    CHECK_ERROR(W_FAULT, CALL(&g, "sock_recv", fd, SCRATCH, 0x20000000, 0, OUT, OUT + 4));
    zw_put32(g.memory + SCRATCH + 4, 3);
    OK(CALL(&g, "sock_send", fd, SCRATCH, 1, 0, OUT));
    CHECK(recv(client, buffer, 64, 0) == 3 && memcmp(buffer, "pin", 3) == 0);
    CHECK_ERROR(W_INVAL, CALL(&g, "sock_send", fd, SCRATCH, 1, 1, OUT));
    OK(write_bytes(&g, fd, "via fd_write", 12));
    CHECK(recv(client, buffer, 64, 0) == 12);
    CHECK_ERROR(W_SPIPE, CALL(&g, "fd_pwrite", fd, SCRATCH, 1, 0, OUT));
    CHECK_ERROR(W_INVAL, CALL(&g, "sock_shutdown", fd, 0));
    CHECK_ERROR(W_INVAL, CALL(&g, "sock_shutdown", fd, 4));
    OK(CALL(&g, "sock_shutdown", fd, 2));
    CHECK(recv(client, buffer, 64, 0) == 0);
    CHECK_ERROR(W_PIPE, write_bytes(&g, fd, "x", 1));
    CHECK_ERROR(W_PIPE, CALL(&g, "sock_send", fd, SCRATCH, 1, 0, OUT));
    OK(CALL(&g, "fd_close", fd));
    guest_free(&g);
    close(client);
    close(listener);
}

static void two_contexts(const char *directory) {
    char a[4096], b[4096];
    uint32_t fd;
    snprintf(a, sizeof a, "%s/a", directory);
    snprintf(b, sizeof b, "%s/b", directory);
    CHECK(mkdir(a, 0700) == 0 && mkdir(b, 0700) == 0 && host_file(a, "only-a", "") && host_file(b, "only-b", ""));
    guest ga = guest_in(a, 0, false), gb = guest_in(b, 0, false);
    OK(open_path(&ga, 3, "only-a", 0, 0, R_FD_READ, &fd));
    CHECK_ERROR(W_NOENT, open_path(&gb, 3, "only-a", 0, 0, R_FD_READ, &fd));
    OK(open_path(&gb, 3, "only-b", 0, 0, R_FD_READ, &fd));
    guest_free(&ga);
    OK(open_path(&gb, 3, "only-b", 0, 0, R_FD_READ, &fd));
    guest_free(&gb);

    int bad = 7;
    zw_wasi_preopen preopens[] = {{.host = a, .guest = "a"}, {.host = "/nonexistent/x", .guest = "b"}};
    CHECK(!zw_wasi_new(&(zw_wasi_config){.stdio = {-1, -1, -1}, .npreopens = 2, .preopens = preopens}, &bad) && bad == 1);
    snprintf(b, sizeof b, "%s/a/only-a", directory);
    preopens[0].host = b;
    CHECK(!zw_wasi_new(&(zw_wasi_config){.stdio = {-1, -1, -1}, .npreopens = 1, .preopens = preopens}, &bad) && bad == 0);
}

void unit_tests(const char *directory) {
    lookup();
    errors();
    arguments();
    clocks_random_proc();
    streams();
    kinds(directory);
    nonblocking_host();
    interrupts();
    two_names(directory);
    reset();
    long_calls(directory);
    signals();
    polling(directory);
    sockets();
    two_contexts(directory);
}
