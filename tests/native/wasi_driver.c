/* Tests of the WASI functions, run by tests/test_wasi_c.py under the sanitizers: driver WHAT DIRECTORY [NUMBER [NUMBER]]. */
#include "wasi_test.h"

#include <fcntl.h>
#include <signal.h>

uint32_t guest_call(guest *g, const char *name, const uint64_t *args, size_t n) {
    const zw_wasi_func *f = zw_wasi_lookup(g->module ? g->module : "wasi_snapshot_preview1", name);
    CHECK(f);
    CHECK(strcspn(f->signature, ":") == n);
    zw_value cells[12] = {{0}};
    for (size_t i = 0; i < n; i++)
        cells[i].lo = f->signature[i] == 'i' ? (uint32_t)args[i] : args[i];
    g->status = f->fn(g->wasi, (zw_wasi_mem){g->memory, MEMORY}, cells);
    if (g->status != ZW_WASI_OK)
        return g->status == ZW_WASI_EXIT ? W_EXIT : W_INTERRUPTED;
    CHECK(cells[0].hi == 0 && cells[0].lo <= W_NOTCAPABLE);
    return (uint32_t)cells[0].lo;
}

guest guest_new(const zw_wasi_config *config) {
    guest g = {.wasi = zw_wasi_new(config, NULL), .memory = malloc(MEMORY)};
    CHECK(g.wasi && g.memory);
    memset(g.memory, 0xee, MEMORY);
    return g;
}

guest guest_in(const char *host, uint32_t flags, bool read_only) {
    zw_wasi_preopen preopen = {.host = host, .guest = "/", .read_only = read_only};
    return guest_new(&(zw_wasi_config){.stdio = {-1, -1, -1}, .npreopens = 1, .preopens = &preopen, .flags = flags});
}

void guest_free(guest *g) {
    zw_wasi_free(g->wasi);
    free(g->memory);
}

uint32_t text(guest *g, uint32_t at, const char *s) {
    uint32_t n = (uint32_t)strlen(s);
    CHECK(n <= 8192);
    memcpy(g->memory + at, s, n);
    return n;
}

uint32_t open_path(guest *g, uint32_t dir, const char *path, uint32_t lookup, uint32_t oflags, uint64_t rights, uint32_t *fd) {
    uint32_t error = CALL(g, "path_open", dir, lookup, PATH(g, path), oflags, rights, oflags & OFLAG_DIRECTORY ? R_ALL : 0, 0, OUT);
    *fd = error ? UINT32_MAX : zw_get32(g->memory + OUT);
    return error;
}

uint32_t write_bytes(guest *g, uint32_t fd, const void *bytes, uint32_t n) {
    memcpy(g->memory + DATA, bytes, n);
    zw_put32(g->memory + SCRATCH, DATA);
    zw_put32(g->memory + SCRATCH + 4, n);
    uint32_t error = CALL(g, "fd_write", fd, SCRATCH, 1, OUT);
    CHECK(error || zw_get32(g->memory + OUT) == n);
    return error;
}

uint32_t read_bytes(guest *g, uint32_t fd, void *bytes, uint32_t room, uint32_t *n) {
    zw_put32(g->memory + SCRATCH, DATA);
    zw_put32(g->memory + SCRATCH + 4, room);
    uint32_t error = CALL(g, "fd_read", fd, SCRATCH, 1, OUT);
    *n = error ? 0 : zw_get32(g->memory + OUT);
    memcpy(bytes, g->memory + DATA, *n);
    return error;
}

bool host_file(const char *directory, const char *name, const char *content) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, content, strlen(content)) == (ssize_t)strlen(content);
    if (fd >= 0)
        close(fd);
    return good;
}

static int open_descriptors(void) {
    int n = 0;
    for (int fd = 0; fd < 1024; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    int before = open_descriptors();
    const char *what = argv[1], *directory = argv[2];
    uint32_t flags = argc > 3 && strcmp(argv[3], "walk") == 0 ? ZW_WASI_NO_OPENAT2 : 0;
    if (strcmp(what, "unit") == 0)
        unit_tests(directory);
    else if (strcmp(what, "paths") == 0)
        path_tests(directory, flags);
    else if (strcmp(what, "escapes") == 0)
        escape_tests(directory, flags);
    else if (strcmp(what, "race") == 0)
        race_test(directory, flags, argc > 4 ? atol(argv[4]) : 1000);
    else if (strcmp(what, "fuzz") == 0)
        fuzz(directory, argc > 3 ? strtoull(argv[3], NULL, 10) : 1, argc > 4 ? atol(argv[4]) : 10000);
    else if (strcmp(what, "container") == 0 || strcmp(what, "bare") == 0)
        container_test(directory, argc > 3 ? strtoull(argv[3], NULL, 10) : 1, argc > 4 ? atol(argv[4]) : 10000, what[0] == 'c');
    else if (strcmp(what, "twins") == 0)
        twin_test(directory, argc > 3 ? strtoull(argv[3], NULL, 10) : 1, argc > 4 ? atol(argv[4]) : 10000);
    else if (strcmp(what, "openat2") == 0) {
        int dir = open(directory, O_PATH | O_CLOEXEC);
        puts(zw_sys_resolves(dir) ? "yes" : "no");
        close(dir);
    } else
        return 2;
    CHECK(open_descriptors() == before); /* none is left behind */
    return 0;
}
