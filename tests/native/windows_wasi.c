/* The Windows room of WASI, called the way a guest does: one path through every function, and the ways out of a directory. */
#include "../../loader/src/wasi_impl.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <winsock2.h>
#include <windows.h>

enum { MEMORY = 65536, SCRATCH = 1024, NAME = 4096, NAME2 = 12288, RESULT = 20480, DATA = 32768, ROOM = 16384 };

static uint8_t memory[MEMORY];
static zw_wasi *wasi;
static int failures;

#define CHECK(condition)                                                          \
    do {                                                                          \
        if (!(condition)) {                                                       \
            printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                \
            failures++;                                                           \
        }                                                                         \
    } while (0)

#define ERROR_IS(expected, call)                                                                              \
    do {                                                                                                      \
        uint32_t got_ = (call);                                                                               \
        if (got_ != (expected)) {                                                                             \
            printf("%s:%d: error %u, not %s\n", __FILE__, __LINE__, (unsigned)got_, #expected);    \
            failures++;                                                                                       \
        }                                                                                                     \
    } while (0)
#define OK(call) ERROR_IS(W_SUCCESS, call)

static uint32_t call(const char *name, const uint64_t *args, size_t n) {
    zw_value cells[16] = {{0, 0}};
    for (size_t i = 0; i < n; i++)
        cells[i].lo = args[i];
    const zw_wasi_func *f = zw_wasi_lookup("wasi_snapshot_preview1", name);
    int32_t status = zw_wasi_call(wasi, f, memory, MEMORY, cells);
    return status == ZW_WASI_OK ? (uint32_t)cells[0].lo : 0xffff;
}
#define CALL(name, ...) call(name, (uint64_t[]){__VA_ARGS__}, sizeof((uint64_t[]){__VA_ARGS__}) / 8)

static uint32_t put_text(uint32_t at, const char *s) {
    memcpy(memory + at, s, strlen(s));
    return (uint32_t)strlen(s);
}
#define PATH(s) NAME, put_text(NAME, s)
#define PATH2(s) NAME2, put_text(NAME2, s)

static uint32_t open_path(uint32_t dir, const char *path, uint32_t oflags, uint32_t fdflags, uint32_t *fd) {
    uint32_t error = CALL("path_open", dir, LOOKUP_FOLLOW, PATH(path), oflags, oflags & OFLAG_DIRECTORY ? R_DIRECTORY : R_ALL, R_ALL, fdflags, RESULT);
    *fd = zw_get32(memory + RESULT);
    return error;
}

static uint32_t iov(const char *name, uint32_t fd, uint32_t n, uint64_t *offset) {
    zw_put32(memory + SCRATCH, DATA);
    zw_put32(memory + SCRATCH + 4, n);
    return offset ? CALL(name, fd, SCRATCH, 1, *offset, RESULT) : CALL(name, fd, SCRATCH, 1, RESULT);
}

static uint32_t write_text(uint32_t fd, const char *s) {
    return iov("fd_write", fd, put_text(DATA, s), NULL);
}

static bool reads(uint32_t fd, const char *expected) {
    memset(memory + DATA, 0, 256);
    return iov("fd_read", fd, 255, NULL) == W_SUCCESS && strcmp((char *)memory + DATA, expected) == 0;
}

static uint64_t position(uint32_t fd) {
    return CALL("fd_tell", fd, RESULT) == W_SUCCESS ? zw_get64(memory + RESULT) : UINT64_MAX;
}

static void contents(uint32_t dir) {
    uint32_t fd, again;
    uint64_t at = 1;
    OK(open_path(dir, "file", OFLAG_CREAT, 0, &fd));
    OK(write_text(fd, "hello, world"));
    CHECK(zw_get32(memory + RESULT) == 12 && position(fd) == 12);
    OK(iov("fd_pread", fd, 4, &at));
    CHECK(memcmp(memory + DATA, "ello", 4) == 0 && position(fd) == 12); /* the position stays */
    put_text(DATA, "J");
    at = 0;
    OK(iov("fd_pwrite", fd, 1, &at));
    CHECK(position(fd) == 12);
    OK(CALL("fd_seek", fd, 0, 0, RESULT));
    CHECK(reads(fd, "Jello, world") && reads(fd, ""));
    ERROR_IS(W_INVAL, CALL("fd_seek", fd, (uint64_t)-100, 1, RESULT));
    OK(CALL("fd_filestat_set_size", fd, 5));
    OK(CALL("fd_filestat_get", fd, RESULT));
    CHECK(zw_get64(memory + RESULT + 32) == 5 && memory[RESULT + 16] == FT_REGULAR_FILE && zw_get64(memory + RESULT + 24) == 1);
    OK(CALL("fd_allocate", fd, 0, 20));
    OK(CALL("fd_filestat_set_times", fd, 1000000000, 2000000000, FST_ATIM | FST_MTIM));
    OK(CALL("path_filestat_get", dir, LOOKUP_FOLLOW, PATH("file"), RESULT));
    CHECK(zw_get64(memory + RESULT + 32) == 20 && zw_get64(memory + RESULT + 48) == 2000000000);
    OK(CALL("fd_sync", fd));
    OK(CALL("fd_datasync", fd));
    OK(CALL("fd_advise", fd, 0, 0, 3));
    OK(CALL("fd_close", fd));
    OK(open_path(dir, "file", OFLAG_TRUNC, FDFLAG_APPEND, &fd));
    OK(open_path(dir, "file", 0, 0, &again));
    OK(write_text(fd, "one"));
    OK(write_text(again, "TWO"));
    OK(write_text(fd, "three"));
    OK(CALL("fd_seek", again, 0, 0, RESULT));
    CHECK(reads(again, "TWOthree"));
    OK(CALL("fd_fdstat_get", fd, RESULT));
    CHECK(zw_get16(memory + RESULT + 2) == FDFLAG_APPEND);
    OK(CALL("fd_fdstat_set_flags", fd, 0));
    OK(CALL("fd_close", fd));
    OK(CALL("fd_close", again));
    ERROR_IS(W_EXIST, open_path(dir, "file", OFLAG_CREAT | OFLAG_EXCL, 0, &fd));
    ERROR_IS(W_NOENT, open_path(dir, "missing", 0, 0, &fd));
    ERROR_IS(W_NOTDIR, open_path(dir, "file", OFLAG_DIRECTORY, 0, &fd));
    ERROR_IS(W_NOTDIR, open_path(dir, "file/x", 0, 0, &fd));
    ERROR_IS(W_NOTDIR, open_path(dir, "file/", 0, 0, &fd));
}

static int names_in(uint32_t fd, uint32_t room, char *all) {
    uint64_t cookie = 0;
    int n = 0;
    for (*all = 0;;) {
        if (CALL("fd_readdir", fd, DATA, room, cookie, RESULT) != W_SUCCESS)
            return -1;
        uint32_t used = zw_get32(memory + RESULT), at = 0;
        while (at + 24 <= used && at + 24 + zw_get32(memory + DATA + at + 16) <= used) {
            uint32_t len = zw_get32(memory + DATA + at + 16);
            strncat(all, (char *)memory + DATA + at + 24, len);
            strcat(all, memory[DATA + at + 20] == FT_DIRECTORY ? "/ " : " ");
            cookie = zw_get64(memory + DATA + at);
            at += 24 + len;
            n++;
        }
        if (used < room)
            return n;
    }
}

static void names(uint32_t dir) {
    uint32_t fd, sub;
    static char all[4096], slowly[4096];
    OK(CALL("path_create_directory", dir, PATH("sub")));
    ERROR_IS(W_EXIST, CALL("path_create_directory", dir, PATH("sub")));
    OK(CALL("path_create_directory", dir, PATH("sub/deep/")));
    OK(open_path(dir, "sub", OFLAG_DIRECTORY, 0, &sub));
    OK(open_path(dir, "sub/deep/\xc3\xa4\xe2\x82\xac.txt", OFLAG_CREAT, 0, &fd)); /* names are UTF-8 */
    OK(CALL("fd_close", fd));
    OK(CALL("path_filestat_get", sub, LOOKUP_FOLLOW, PATH("deep/../deep/./\xc3\xa4\xe2\x82\xac.txt"), RESULT));
    OK(CALL("path_rename", sub, PATH("deep/\xc3\xa4\xe2\x82\xac.txt"), dir, PATH2("moved")));
    ERROR_IS(W_NOENT, CALL("path_filestat_get", sub, LOOKUP_FOLLOW, PATH("deep/\xc3\xa4\xe2\x82\xac.txt"), RESULT));
    OK(CALL("path_rename", dir, PATH("moved"), dir, PATH2("file"))); /* replaces */
    OK(CALL("path_filestat_get", dir, LOOKUP_FOLLOW, PATH("file"), RESULT));
    CHECK(zw_get64(memory + RESULT + 32) == 0);
    ERROR_IS(W_ISDIR, CALL("path_rename", dir, PATH("file"), dir, PATH2("sub")));
    ERROR_IS(W_NOTDIR, CALL("path_rename", dir, PATH("sub"), dir, PATH2("file")));
    OK(CALL("path_create_directory", dir, PATH("empty")));
    OK(CALL("path_rename", sub, PATH("deep"), dir, PATH2("empty")));
    OK(CALL("path_link", dir, 0, PATH("file"), sub, PATH2("twin")));
    OK(CALL("path_filestat_get", sub, LOOKUP_FOLLOW, PATH("twin"), RESULT));
    CHECK(zw_get64(memory + RESULT + 24) == 2);
    ERROR_IS(W_PERM, CALL("path_link", dir, 0, PATH("sub"), dir, PATH2("twin")));
    ERROR_IS(W_NOTSUP, CALL("path_symlink", PATH("file"), dir, PATH2("link")));
    ERROR_IS(W_INVAL, CALL("path_readlink", dir, PATH("file"), DATA, 100, RESULT));
    ERROR_IS(W_ISDIR, CALL("path_unlink_file", dir, PATH("sub")));
    ERROR_IS(W_NOTDIR, CALL("path_remove_directory", dir, PATH("file")));
    ERROR_IS(W_NOTEMPTY, CALL("path_remove_directory", dir, PATH("sub")));
    for (int i = 0; i < 200; i++) {
        char name[40];
        snprintf(name, sizeof name, "entry-%03d", i);
        OK(open_path(sub, name, OFLAG_CREAT, 0, &fd));
        OK(CALL("fd_close", fd));
    }
    CHECK(names_in(sub, ROOM, all) >= 201 && strstr(all, "entry-199 ") && strstr(all, "twin "));
    CHECK(names_in(sub, 100, slowly) >= 201 && strcmp(all, slowly) == 0);
    ERROR_IS(W_INVAL, CALL("fd_readdir", sub, DATA, 100, UINT64_MAX, RESULT));
    OK(CALL("path_unlink_file", sub, PATH("twin")));
    OK(CALL("path_remove_directory", dir, PATH("empty")));
    OK(CALL("fd_close", sub));
    OK(CALL("path_filestat_set_times", dir, LOOKUP_FOLLOW, PATH("file"), 3000000000, 4000000000, FST_ATIM | FST_MTIM));
}

static void confinement(uint32_t dir) {
    static const char *const outside[] = {"..", "../secret", "sub/../../secret", "/secret", "./../secret"};
    static const char *const no_names[] = {"..\\secret", "sub\\..\\..\\secret", "C:", "C:\\secret", "file:stream", "file::$DATA", "a*", "a?",
                                           "\\secret", "\\\\?\\C:\\secret", "sub/..\\..\\secret", "..\\"};
    uint32_t fd;
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        ERROR_IS(W_PERM, open_path(dir, outside[i], 0, 0, &fd));
    for (size_t i = 0; i < sizeof no_names / sizeof *no_names; i++) {
        ERROR_IS(W_INVAL, open_path(dir, no_names[i], 0, 0, &fd));
        ERROR_IS(W_INVAL, open_path(dir, no_names[i], OFLAG_CREAT, 0, &fd));
        ERROR_IS(W_INVAL, CALL("path_rename", dir, PATH("file"), dir, PATH2(no_names[i])));
        ERROR_IS(W_INVAL, CALL("path_create_directory", dir, PATH(no_names[i])));
        ERROR_IS(W_INVAL, CALL("path_link", dir, 0, PATH("file"), dir, PATH2(no_names[i])));
    }
    OK(CALL("path_filestat_get", dir, LOOKUP_FOLLOW, PATH("FILE"), RESULT)); /* as the system has it */
}

static void protection(uint32_t dir, const char *directory) {
    char path[300];
    uint32_t fd, before;
    snprintf(path, sizeof path, "%s\\sub\\container", directory);
    OK(open_path(dir, "sub/container", OFLAG_CREAT, 0, &before));
    OK(write_text(before, "code"));
    int host = _open(path, _O_RDONLY | _O_BINARY);
    zw_protection *kept[2] = {zw_wasi_protect(host, path), zw_wasi_protect(host, NULL)};
    CHECK(host >= 0 && kept[0] && kept[1]);
    ERROR_IS(W_TXTBSY, write_text(before, "more"));
    ERROR_IS(W_TXTBSY, open_path(dir, "sub/CONTAINER", 0, 0, &fd));
    ERROR_IS(W_TXTBSY, CALL("path_unlink_file", dir, PATH("sub/container")));
    ERROR_IS(W_TXTBSY, CALL("path_link", dir, 0, PATH("sub/container"), dir, PATH2("other")));
    ERROR_IS(W_TXTBSY, CALL("path_rename", dir, PATH("file"), dir, PATH2("sub/container")));
    ERROR_IS(W_BUSY, CALL("path_rename", dir, PATH("sub"), dir, PATH2("elsewhere")));
    ERROR_IS(W_BUSY, CALL("path_rename", dir, PATH("Sub"), dir, PATH2("elsewhere")));
    OK(CALL("path_create_directory", dir, PATH("other")));
    OK(CALL("path_rename", dir, PATH("other"), dir, PATH2("another")));
    zw_wasi_unprotect(kept[0]);
    ERROR_IS(W_BUSY, CALL("path_rename", dir, PATH("sub"), dir, PATH2("elsewhere"))); /* by the name that it was opened by */
    zw_wasi_unprotect(kept[1]);
    _close(host);
    OK(write_text(before, "more"));
    OK(CALL("fd_close", before));
    OK(CALL("path_unlink_file", dir, PATH("sub/container")));
}

static void clocks(void) {
    for (uint32_t id = 0; id < 4; id++) {
        OK(CALL("clock_time_get", id, 0, RESULT));
        OK(CALL("clock_res_get", id, RESULT));
        CHECK(zw_get64(memory + RESULT) > 0);
    }
    OK(CALL("clock_time_get", 0, 0, RESULT));
    CHECK(zw_get64(memory + RESULT) > 1700000000000000000u);
    memset(memory + SCRATCH, 0, 48); /* a clock, 50 ms from now */
    zw_put32(memory + SCRATCH + 16, 1);
    zw_put64(memory + SCRATCH + 24, 50000000);
    OK(CALL("clock_time_get", 1, 0, RESULT));
    uint64_t start = zw_get64(memory + RESULT);
    OK(CALL("poll_oneoff", SCRATCH, DATA, 1, RESULT));
    CHECK(zw_get32(memory + RESULT) == 1);
    OK(CALL("clock_time_get", 1, 0, RESULT));
    CHECK(zw_get64(memory + RESULT) - start >= 50000000 && zw_get64(memory + RESULT) - start < 5000000000u);
    memset(memory + DATA, 0, 64);
    OK(CALL("random_get", DATA, 64));
    CHECK(memcmp(memory + DATA, memory + DATA + 32, 32) != 0);
    uint64_t none = 0;
    OK(call("sched_yield", &none, 0));
}

static void sockets(uint32_t fd, SOCKET listener) {
    struct sockaddr_in where;
    int len = sizeof where;
    uint32_t got;
    CHECK(getsockname(listener, (struct sockaddr *)&where, &len) == 0);
    ERROR_IS(W_AGAIN, CALL("sock_accept", fd, 0, RESULT));
    SOCKET peer = socket(AF_INET, SOCK_STREAM, 0);
    CHECK(connect(peer, (struct sockaddr *)&where, sizeof where) == 0);
    memset(memory + SCRATCH, 0, 48);
    memory[SCRATCH + 8] = 1; /* readable */
    zw_put32(memory + SCRATCH + 16, fd);
    OK(CALL("poll_oneoff", SCRATCH, DATA, 1, RESULT));
    CHECK(zw_get32(memory + RESULT) == 1);
    OK(CALL("sock_accept", fd, 0, RESULT));
    got = zw_get32(memory + RESULT);
    CHECK(send(peer, "ping", 4, 0) == 4);
    zw_put32(memory + SCRATCH, DATA);
    zw_put32(memory + SCRATCH + 4, 4);
    OK(CALL("sock_recv", got, SCRATCH, 1, 2, RESULT, RESULT + 4));
    CHECK(zw_get32(memory + RESULT) == 4 && memcmp(memory + DATA, "ping", 4) == 0);
    OK(write_text(got, "pong"));
    char answer[4];
    CHECK(recv(peer, answer, 4, 0) == 4 && memcmp(answer, "pong", 4) == 0);
    OK(CALL("sock_shutdown", got, 2));
    CHECK(recv(peer, answer, 4, 0) == 0);
    closesocket(peer);
    CHECK(reads(got, ""));
    OK(CALL("fd_close", got));
}

int main(int argc, char **argv) {
    WSADATA data;
    CHECK(argc == 2 && WSAStartup(MAKEWORD(2, 2), &data) == 0);
    SOCKET listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    u_long on = 1;
    CHECK(bind(listener, (struct sockaddr *)&where, sizeof where) == 0 && listen(listener, 8) == 0);
    ioctlsocket(listener, (long)FIONBIO, &on);
    int listen_fd = (int)listener, bad;
    zw_wasi_preopen dir = {.host = argv[1], .guest = "/"};
    zw_wasi_config config = {.stdio = {-1, 1, 2}, .npreopens = 1, .preopens = &dir, .nlisten = 1, .listen = &listen_fd};
    const char *word = "guest";
    config.args = &word;
    config.nargs = 1;
    wasi = zw_wasi_new(&config, &bad);
    CHECK(wasi && bad == -1);
    CHECK(reads(0, ""));
    OK(write_text(1, "written\n"));
    contents(4);
    names(4);
    confinement(4);
    protection(4, argv[1]);
    clocks();
    sockets(3, listener);
    zw_wasi_free(wasi);
    dir.host = "Z:\\there\\is\\nothing";
    CHECK(!zw_wasi_new(&config, &bad) && bad == 0);
    printf("%d failures\n", failures);
    return failures != 0;
}
