/* Guests against the file of their own container: random calls by every name and descriptor that leads there, from two guests at
 * once. Afterwards it has the same bytes, and the names by which it was given lead to it still. */
#include "wasi_test.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

enum { SIZE = 6000, ROUND = 500 };

typedef struct world {
    char root[512];
    char path[640];     /* by which the first container was named: through links */
    char program[640];  /* the same without links */
    char library[640];  /* the second, known by its descriptor alone */
    struct stat first, second;
    uint8_t bytes[SIZE];
} world;

typedef struct player {
    pthread_t thread;
    world *w;
    guest g;
    uint64_t random;
    long calls, refused, successes;
} player;

static uint32_t below(player *p, uint32_t n) { /* xorshift64* */
    p->random ^= p->random >> 12;
    p->random ^= p->random << 25;
    p->random ^= p->random >> 27;
    return (uint32_t)(p->random * 0x2545f4914f6cdd1dull >> 33) % n;
}

/* ---- the directory ---- */

static bool make(const world *w, const char *name, const char *link) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", w->root, name);
    return (link ? symlink(link, path) : mkdir(path, 0700)) == 0;
}

static void hard_link(const world *w, const char *from, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", w->root, name);
    CHECK(link(from, path) == 0);
}

static void put_container(world *w, const char *path, struct stat *st) {
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, w->bytes, SIZE) == SIZE && close(fd) == 0 && stat(path, st) == 0);
}

static void build(world *w, const char *directory) {
    snprintf(w->root, sizeof w->root, "%s/root", directory);
    CHECK(mkdir(w->root, 0700) == 0);
    for (int i = 0; i < SIZE; i++)
        w->bytes[i] = (uint8_t)(i * 7 + i / 256);
    CHECK(make(w, "a", NULL) && make(w, "a/b", NULL) && make(w, "c", NULL) && make(w, "empty", NULL) && make(w, "d", NULL));
    CHECK(make(w, "a/to", "b") && make(w, "entry", "c/../a/to/prog") && make(w, "soft", "a/b/prog"));
    snprintf(w->program, sizeof w->program, "%s/a/b/prog", w->root);
    snprintf(w->library, sizeof w->library, "%s/d/lib", w->root);
    snprintf(w->path, sizeof w->path, "%s/empty/../entry", w->root);
    put_container(w, w->program, &w->first);
    put_container(w, w->library, &w->second);
    hard_link(w, w->program, "hard"), hard_link(w, w->program, "a/hard2"), hard_link(w, w->library, "c/lib2");
}

/* What guests may take away comes back, where they have put nothing else. */
static void furnish(const world *w) {
    make(w, "x", NULL), make(w, "x/y", NULL), make(w, "loose", "a/b/prog"), make(w, "x/up", "../a"), make(w, "c/l", "lib2");
    char path[640];
    snprintf(path, sizeof path, "%s/plain", w->root);
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

static bool same(const world *w, const char *path, const struct stat *as) {
    uint8_t bytes[SIZE + 1];
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fstat(fd, &st) == 0 && st.st_ino == as->st_ino && st.st_nlink == as->st_nlink &&
                st.st_mtim.tv_sec == as->st_mtim.tv_sec && st.st_mtim.tv_nsec == as->st_mtim.tv_nsec &&
                read(fd, bytes, sizeof bytes) == SIZE && memcmp(bytes, w->bytes, SIZE) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

static bool intact(const world *w) {
    return same(w, w->path, &w->first) && same(w, w->program, &w->first) && same(w, w->library, &w->second);
}

/* ---- the calls ---- */

static uint32_t name(player *p, uint32_t at) {
    static const char *const words[] = {"a", "b", "c", "d", "to", "prog", "hard", "hard2", "lib", "lib2", "l", "soft", "entry", "empty",
                                        "loose", "x", "y", "up", "plain", "new", ".", ".."};
    static const char *const whole[] = {"a/b/prog", "entry", "soft", "a/to", "empty", "a/b", "d/lib", "hard", "c/lib2", "loose", "a/to/prog"};
    char path[256] = "";
    if (below(p, 2)) {
        strcpy(path, whole[below(p, sizeof whole / sizeof *whole)]);
    } else {
        for (uint32_t i = 0, n = 1 + below(p, 4); i < n; i++) {
            strcat(path, words[below(p, sizeof words / sizeof *words)]);
            strcat(path, i + 1 < n || below(p, 12) == 0 ? "/" : "");
        }
    }
    return text(&p->g, at, path);
}

static uint32_t directory(player *p) {
    return below(p, 8) ? 3 + below(p, 3) : below(p, 16);
}

static uint32_t any(player *p) {
    return below(p, 24);
}

static uint32_t open_something(player *p, guest *g) {
    static const uint64_t rights[] = {R_FD_READ, R_FD_WRITE, R_ALL, R_FD_ALLOCATE, R_FD_FILESTAT_SET_SIZE, R_FD_READ | R_FD_SEEK | R_FD_FILESTAT_SET_TIMES};
    uint32_t oflags = below(p, 16) & ~(below(p, 2) ? (uint32_t)OFLAG_DIRECTORY : 0);
    return CALL(g, "path_open", directory(p), below(p, 2), TEXT, name(p, TEXT), oflags, rights[below(p, 6)], R_ALL, below(p, 32), OUT);
}

static uint32_t one(player *p) {
    guest *g = &p->g;
    uint32_t n = 8 + below(p, 64), time = below(p, 16);
    zw_put32(g->memory + SCRATCH, DATA + below(p, 256));
    zw_put32(g->memory + SCRATCH + 4, n);
    switch (below(p, 22)) {
    case 0: case 1: case 2: case 3: return open_something(p, g);
    case 4: return CALL(g, "fd_write", any(p), SCRATCH, 1, OUT);
    case 5: return CALL(g, "fd_pwrite", any(p), SCRATCH, 1, below(p, SIZE), OUT);
    case 6: return CALL(g, "fd_filestat_set_size", any(p), below(p, 2 * SIZE));
    case 7: return CALL(g, "fd_allocate", any(p), below(p, SIZE), 1 + below(p, 2 * SIZE));
    case 8: return CALL(g, "fd_filestat_set_times", any(p), below(p, 1000), below(p, 1000), time);
    case 9: return CALL(g, "path_filestat_set_times", directory(p), below(p, 2), TEXT, name(p, TEXT), below(p, 1000), below(p, 1000), time);
    case 10: case 11: return CALL(g, "path_rename", directory(p), TEXT, name(p, TEXT), directory(p), TEXT2, name(p, TEXT2));
    case 12: return CALL(g, "path_link", directory(p), below(p, 2), TEXT, name(p, TEXT), directory(p), TEXT2, name(p, TEXT2));
    case 13: case 14: return CALL(g, "path_unlink_file", directory(p), TEXT, name(p, TEXT));
    case 15: return CALL(g, "path_remove_directory", directory(p), TEXT, name(p, TEXT));
    case 16: return CALL(g, "path_symlink", TEXT, name(p, TEXT), directory(p), TEXT2, name(p, TEXT2));
    case 17: return CALL(g, "path_create_directory", directory(p), TEXT, name(p, TEXT));
    case 18: return CALL(g, "fd_renumber", 6 + below(p, 18), 6 + below(p, 18));
    case 19: return CALL(g, "fd_close", 6 + below(p, 18)); /* standard streams and preopens stay */
    case 20: return CALL(g, "fd_fdstat_set_flags", any(p), below(p, 32));
    default: return CALL(g, "fd_seek", any(p), below(p, SIZE), below(p, 3), OUT);
    }
}

static void *play(void *argument) {
    player *p = argument;
    for (long i = 0; i < p->calls; i++) {
        uint32_t error = one(p);
        p->refused += error == W_TXTBSY || error == W_BUSY;
        p->successes += error == W_SUCCESS;
    }
    return NULL;
}

/* Standard output and error are the containers, opened for writing; the guest has opened one before it was protected. */
static guest enter(const world *w, const int stdio[3], bool walk) {
    char deeper[640];
    snprintf(deeper, sizeof deeper, "%s/a", w->root);
    zw_wasi_preopen preopens[] = {{.host = w->root, .guest = "/"}, {.host = deeper, .guest = "a"}, {.host = w->root, .guest = "again"}};
    guest g = guest_new(&(zw_wasi_config){.stdio = {stdio[0], stdio[1], stdio[2]}, .npreopens = 3, .preopens = preopens,
        .flags = walk ? ZW_WASI_NO_OPENAT2 : 0});
    uint32_t fd;
    if (!stdio[0])
        OK(open_path(&g, 3, "a/b/prog", 0, 0, R_FD_READ | R_FD_WRITE | R_FD_SEEK | R_FD_ALLOCATE | R_FD_FILESTAT_SET_SIZE, &fd));
    return g;
}

void container_test(const char *directory, uint64_t seed, long calls, bool protects) {
    static world w;
    static player players[2];
    struct rlimit limit = {1 << 20, 1 << 20};
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    setrlimit(RLIMIT_FSIZE, &limit);
    sigaction(SIGXFSZ, &ignore, NULL);
    build(&w, directory);
    int stdio[3] = {0, open(w.program, O_RDWR | O_CLOEXEC), open(w.library, O_WRONLY | O_APPEND | O_CLOEXEC)};
    int fds[2] = {open(w.path, O_RDONLY | O_CLOEXEC), open(w.library, O_RDONLY | O_CLOEXEC)};
    CHECK(stat(w.program, &w.first) == 0 && stat(w.library, &w.second) == 0 && intact(&w));
    for (int i = 0; i < 2; i++)
        players[i] = (player){.w = &w, .g = enter(&w, stdio, (seed + (uint64_t)i) & 1), .random = seed * 2 + (uint64_t)i + 1};
    zw_protection *kept[2] = {NULL, NULL};
    if (protects)
        CHECK((kept[0] = zw_wasi_protect(fds[0], w.path)) && (kept[1] = zw_wasi_protect(fds[1], NULL)));
    long done = 0, refused = 0, successes = 0;
    stdio[0] = -1; /* later guests open nothing before */
    bool good = true;
    for (int both = seed % 3 == 0; good && done < calls; done += ROUND * (1 + both)) {
        furnish(&w);
        for (int i = 0; i <= both; i++) {
            players[i].calls = ROUND;
            if (both)
                CHECK(pthread_create(&players[i].thread, NULL, play, &players[i]) == 0);
            else
                play(&players[i]);
        }
        for (int i = 0; both && i < 2; i++)
            pthread_join(players[i].thread, NULL);
        good = intact(&w);
        if (done / ROUND % 16 == 15) {
            guest_free(&players[0].g);
            players[0].g = enter(&w, stdio, below(&players[0], 2));
        }
    }
    for (int i = 0; i < 2; i++) {
        refused += players[i].refused;
        successes += players[i].successes;
        guest_free(&players[i].g);
        close(fds[i]), close(stdio[1 + i]);
        zw_wasi_unprotect(kept[i]);
    }
    printf("%ld calls, %ld successes, %ld refused: %s\n", done, successes, refused, good ? "intact" : "changed");
    CHECK(good || !protects);
}
