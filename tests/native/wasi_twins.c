/* The two ways to resolve a path, side by side: the same random calls on two directories, one guest each, must be answered alike. */
#include "wasi_test.h"

static uint64_t next(uint64_t *state) { /* splitmix64 */
    uint64_t z = *state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static uint32_t below(uint64_t *r, uint32_t n) { return (uint32_t)(next(r) % n); }

/* A path of few names, so that calls meet; now and then with dots, doubled or trailing slashes, a way out. */
static void make_path(uint64_t *r, char out[64]) {
    static const char *const parts[] = {"a", "b", "c", "a", "b", "c", "..", ".", "none"};
    uint32_t n = 1 + below(r, 4);
    size_t at = 0;
    if (below(r, 40) == 0)
        out[at++] = '/';
    for (uint32_t i = 0; i < n; i++) {
        const char *part = parts[below(r, 9)];
        memcpy(out + at, part, strlen(part));
        at += strlen(part);
        if (i + 1 < n || below(r, 8) == 0)
            out[at++] = '/';
        if (below(r, 30) == 0)
            out[at++] = '/';
    }
    out[at] = 0;
}

static uint32_t one_call(guest *g, uint32_t kind, const char *p, const char *q, uint32_t x) {
    uint32_t fd, error;
    switch (kind) {
    case 0: return CALL(g, "path_create_directory", 3, PATH(g, p));
    case 1: return CALL(g, "path_remove_directory", 3, PATH(g, p));
    case 2: return CALL(g, "path_unlink_file", 3, PATH(g, p));
    case 3: return CALL(g, "path_rename", 3, PATH(g, p), 3, PATH2(g, q));
    case 4: return CALL(g, "path_link", 3, x & 1, PATH(g, p), 3, PATH2(g, q));
    case 5: case 6: return CALL(g, "path_symlink", PATH(g, p), 3, PATH2(g, q));
    case 7: return CALL(g, "path_filestat_set_times", 3, x & 1, PATH(g, p), 5000, 6000, 5);
    case 8:
        error = CALL(g, "path_filestat_get", 3, x & 1, PATH(g, p), OUT);
        return error ? error : 1000u + g->memory[OUT + 16] + 10 * (uint32_t)zw_get64(g->memory + OUT + 24);
    case 9:
        error = CALL(g, "path_readlink", 3, PATH(g, p), DATA, 100, OUT);
        return error ? error : 2000 + zw_get32(g->memory + OUT);
    default:
        error = open_path(g, 3, p, x & 1, (x >> 1) & 15, (x & 64 ? R_FD_READ : 0) | (x & 128 ? R_FD_WRITE : 0), &fd);
        if (!error)
            OK(CALL(g, "fd_close", fd));
        return error;
    }
}

void twin_test(const char *directory, uint64_t seed, long calls) {
    char box[2][4096], p[64], q[64];
    long same[W_NOTCAPABLE + 1] = {0};
    guest g[2];
    for (int i = 0; i < 2; i++) {
        snprintf(box[i], sizeof box[i], "%s/%d", directory, i);
        CHECK(mkdir(box[i], 0700) == 0);
        g[i] = guest_in(box[i], i ? ZW_WASI_NO_OPENAT2 : 0, false);
    }
    for (long n = 0; n < calls; n++) {
        make_path(&seed, p);
        make_path(&seed, q);
        uint32_t kind = below(&seed, 14), x = below(&seed, 256);
        uint32_t one = one_call(&g[0], kind, p, q, x), two = one_call(&g[1], kind, p, q, x);
        if (one != two) {
            fprintf(stderr, "call %ld: kind %u, '%s', '%s', %u: %u with openat2, %u by the walk\n", n, (unsigned)kind, p, q, (unsigned)x,
                (unsigned)one, (unsigned)two);
            exit(1);
        }
        same[one <= W_NOTCAPABLE ? one : 0]++;
    }
    for (int i = 0; i < 2; i++)
        guest_free(&g[i]);
    int kinds = 0;
    for (int i = 0; i <= W_NOTCAPABLE; i++)
        kinds += same[i] != 0;
    printf("%ld calls, %ld successes, %d kinds of answers\n", calls, same[0], kinds);
}
