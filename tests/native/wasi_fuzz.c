/* Random calls with random arguments. The sanitizers watch the memory; the directory tells afterwards whether anything outside was touched. */
#include "wasi_test.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>

typedef struct rng {
    uint64_t state;
} rng;

static uint64_t next(rng *r) { /* splitmix64 */
    uint64_t z = r->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint32_t below(rng *r, uint32_t n) { return (uint32_t)(next(r) % n); }

static const char *const names[] = {"a", "b", "dir", "dir/a", "dir/sub", "dir/sub/b", ".", "..", "../secret", "link", "up", "dir/", "a/", "dir/../a",
    "link/a", "up/secret", "/etc", "", "dir/sub/../../b", "up/../secret", "loop", "new", "dir/new", "fifo", "\xff", "x/y/z", "sub"};

static uint32_t pointer(rng *r) {
    switch (below(r, 10)) {
    case 0: return (uint32_t)next(r);
    case 1: return MEMORY - below(r, 64);
    case 2: return 0xffffffffu - below(r, 64);
    default: return below(r, MEMORY);
    }
}

static uint32_t length(rng *r) {
    switch (below(r, 12)) {
    case 0: return (uint32_t)next(r);
    case 1: return 0xffffffffu - below(r, 64);
    case 2: return below(r, MEMORY + 64);
    default: return below(r, 300);
    }
}

static uint64_t wide(rng *r) {
    switch (below(r, 8)) {
    case 0: return next(r);
    case 1: return UINT64_MAX - below(r, 16);
    case 2: return INT64_MAX - below(r, 16);
    case 3: return below(r, 1u << 31);
    case 4: return R_ALL;
    default: return below(r, 4096);
    }
}

/* Fills the block with what calls look for: names, iovecs, subscriptions. */
static void furnish(guest *g, rng *r) {
    for (int i = 0; i < 64; i++)
        zw_put64(g->memory + below(r, MEMORY - 8), next(r));
    for (uint32_t i = 0; i < 64; i++) {
        zw_put32(g->memory + SCRATCH + 8 * i, pointer(r));
        zw_put32(g->memory + SCRATCH + 8 * i + 4, length(r));
    }
    for (uint32_t i = 0; i < 16; i++) {
        uint8_t *p = g->memory + DATA + 48 * i;
        p[8] = (uint8_t)below(r, 4);
        zw_put32(p + 16, below(r, 12));
        zw_put64(p + 24, below(r, 2) ? wide(r) : 0);
        zw_put16(p + 40, (uint16_t)below(r, 3));
    }
}

static uint64_t argument(guest *g, rng *r, char kind, const uint64_t *before, int i) {
    if (kind == 'I')
        return wide(r);
    if (i > 0 && before[i - 1] == TEXT && below(r, 16)) /* the length of the name just given */
        return text(g, TEXT, names[below(r, sizeof names / sizeof *names)]);
    if (i > 0 && before[i - 1] == TEXT2 && below(r, 16))
        return text(g, TEXT2, names[below(r, sizeof names / sizeof *names)]);
    if (i == 0 && below(r, 8)) /* most calls begin with a descriptor */
        return below(r, 9);
    switch (below(r, 8)) {
    case 0: return pointer(r);
    case 1: return length(r);
    case 2: return below(r, 2) ? TEXT : TEXT2;
    case 3: return SCRATCH + 8 * below(r, 32);
    case 4: return DATA + 48 * below(r, 8);
    case 5: return 1u << below(r, 8);
    default: return below(r, 14);
    }
}

static guest world(const char *directory, const char *box, int *listener, int pipes[2], const volatile uint64_t *interrupt, uint32_t flags) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    char path[4096];
    const char *args[] = {"prog", "argument"}, *env[] = {"A=1"};
    mkdir(box, 0700);
    snprintf(path, sizeof path, "%s/dir", box);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/fifo", box);
    mkfifo(path, 0600);
    host_file(box, "a", "some bytes");
    snprintf(path, sizeof path, "%s/link", box);
    (void)!symlink("dir", path);
    snprintf(path, sizeof path, "%s/up", box);
    (void)!symlink("..", path);
    snprintf(path, sizeof path, "%s/loop", box);
    (void)!symlink("loop", path);
    CHECK(pipe(pipes) == 0);
    *listener = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(bind(*listener, (struct sockaddr *)&address, sizeof address) == 0 && listen(*listener, 1) == 0);
    zw_wasi_preopen preopens[] = {{.host = box, .guest = "/"}, {.host = directory, .guest = "ro", .read_only = 1}};
    return guest_new(&(zw_wasi_config){.nargs = 2, .args = args, .nenv = 1, .env = env, .stdio = {pipes[0], pipes[1], pipes[1]},
        .npreopens = 2, .preopens = preopens, .nlisten = 1, .listen = listener, .interrupt = interrupt, .flags = flags});
}

static void on_alarm(int signal) { (void)signal; }

void fuzz(const char *directory, uint64_t seed, long calls) {
    rng r = {seed};
    char box[4096];
    int listener, pipes[2];
    volatile uint64_t interrupt = 1; /* nothing waits */
    long answered[W_NOTCAPABLE + 1] = {0}, interrupted = 0;
    struct rlimit limit = {1 << 20, 1 << 20}, files = {256, 256};
    struct sigaction ignore = {.sa_handler = SIG_IGN}, wake = {.sa_handler = on_alarm};
    setrlimit(RLIMIT_FSIZE, &limit);
    setrlimit(RLIMIT_NOFILE, &files);
    sigaction(SIGXFSZ, &ignore, NULL);
    sigaction(SIGALRM, &wake, NULL); /* opening a FIFO waits for its other end: an alarm ends that */
    ualarm(20000, 20000);
    CHECK(host_file(directory, "secret", "SECRET"));
    CHECK(snprintf(box, sizeof box, "%s/box", directory) < (int)sizeof box);

    guest g = world(directory, box, &listener, pipes, &interrupt, seed & 1 ? ZW_WASI_NO_OPENAT2 : 0);
    for (long n = 0; n < calls; n++) {
        if (n % 500 == 499) { /* a new guest, now and then */
            guest_free(&g);
            close(listener), close(pipes[0]), close(pipes[1]);
            g = world(directory, box, &listener, pipes, &interrupt, next(&r) & 1 ? ZW_WASI_NO_OPENAT2 : 0);
        }
        if (n % 8 == 0)
            furnish(&g, &r);
        g.module = zw_wasi_module(below(&r, 8) == 0);
        const zw_wasi_func *f = zw_wasi_func_at(g.module, below(&r, 45));
        uint64_t args[12];
        int k = 0;
        for (; f->signature[k] != ':'; k++)
            args[k] = argument(&g, &r, f->signature[k], args, k);
        size_t suffix = strlen(f->name) > 2 && strcmp(f->name + strlen(f->name) - 2, "_0") == 0 ? 2 : 0;
        char name[32];
        memcpy(name, f->name, strlen(f->name) - suffix);
        name[strlen(f->name) - suffix] = 0;
        if (strcmp(name, "fd_sync") == 0 || strcmp(name, "fd_datasync") == 0)
            continue; /* slow, and nothing to find */
        uint32_t error = guest_call(&g, name, args, (size_t)k);
        if (error <= W_NOTCAPABLE)
            answered[error]++;
        else
            interrupted++;
    }
    guest_free(&g);
    close(listener), close(pipes[0]), close(pipes[1]);
    ualarm(0, 0);

    char path[4096], content[8];
    snprintf(path, sizeof path, "%s/secret", directory);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    CHECK(fd >= 0 && read(fd, content, 8) == 6 && memcmp(content, "SECRET", 6) == 0);
    close(fd);
    int kinds = 0;
    for (int i = 0; i <= W_NOTCAPABLE; i++)
        kinds += answered[i] != 0;
    printf("%ld calls, %ld successes, %d kinds of answers, %ld interrupted\n", calls, answered[0], kinds, interrupted);
}
