/* Files and directories: what each call does, its rights, its errors. */
#include "wasi_test.h"

#include <fcntl.h>

static uint64_t rights_of(guest *g, uint32_t fd) {
    OK(CALL(g, "fd_fdstat_get", fd, OUT));
    return zw_get64(g->memory + OUT + 8);
}

static void files(guest *g) {
    uint32_t fd, n;
    char buffer[64];
    CHECK_ERROR(W_NOENT, open_path(g, 3, "file", 0, 0, R_FILE, &fd));
    OK(open_path(g, 3, "file", 0, OFLAG_CREAT | OFLAG_EXCL, R_FILE, &fd));
    CHECK(fd == 4); /* the lowest free number */
    CHECK_ERROR(W_EXIST, open_path(g, 3, "file", 0, OFLAG_CREAT | OFLAG_EXCL, R_FILE, &n));
    OK(write_bytes(g, fd, "0123456789", 10));
    OK(CALL(g, "fd_tell", fd, OUT));
    CHECK(zw_get64(g->memory + OUT) == 10);
    OK(CALL(g, "fd_seek", fd, (uint64_t)-4, 1, OUT));
    CHECK(zw_get64(g->memory + OUT) == 6);
    CHECK_ERROR(W_INVAL, CALL(g, "fd_seek", fd, (uint64_t)-11, 2, OUT));
    CHECK_ERROR(W_INVAL, CALL(g, "fd_seek", fd, 0, 3, OUT));
    CHECK_ERROR(W_FAULT, CALL(g, "fd_seek", fd, 0, 0, MEMORY - 7));
    OK(read_bytes(g, fd, buffer, 64, &n));
    CHECK(n == 4 && memcmp(buffer, "6789", 4) == 0);

    uint8_t *v = g->memory + SCRATCH; /* three pieces, one of them empty */
    zw_put32(v, DATA), zw_put32(v + 4, 2), zw_put32(v + 8, 0xffff), zw_put32(v + 12, 0), zw_put32(v + 16, DATA + 100), zw_put32(v + 20, 3);
    OK(CALL(g, "fd_pread", fd, SCRATCH, 3, 1, OUT));
    CHECK(zw_get32(g->memory + OUT) == 5 && memcmp(g->memory + DATA, "12", 2) == 0 && memcmp(g->memory + DATA + 100, "345", 3) == 0);
    OK(CALL(g, "fd_pwrite", fd, SCRATCH, 3, 0x100000000, OUT)); /* past 4 GiB */
    OK(CALL(g, "fd_filestat_get", fd, OUT));
    CHECK(g->memory[OUT + 16] == FT_REGULAR_FILE && zw_get64(g->memory + OUT + 32) == 0x100000005 && zw_get64(g->memory + OUT + 24) == 1);
    OK(CALL(g, "fd_tell", fd, OUT));
    CHECK(zw_get64(g->memory + OUT) == 10);
    CHECK_ERROR(W_INVAL, CALL(g, "fd_pread", fd, SCRATCH, 1, (uint64_t)-1, OUT));
    zw_put32(v + 20, 0xffffffff);
    CHECK_ERROR(W_FAULT, CALL(g, "fd_read", fd, SCRATCH, 3, OUT));
    CHECK_ERROR(W_FAULT, CALL(g, "fd_read", fd, SCRATCH, 0xffffffff, OUT));
    CHECK_ERROR(W_FAULT, CALL(g, "fd_read", fd, SCRATCH, 2, MEMORY - 3));
    for (uint32_t i = 0; i < 200; i++) /* more pieces than go to the host at once: a short write */
        zw_put32(v + 8 * i, DATA), zw_put32(v + 8 * i + 4, 1);
    OK(CALL(g, "fd_write", fd, SCRATCH, 200, OUT));
    CHECK(zw_get32(g->memory + OUT) == ZW_IOV);

    OK(CALL(g, "fd_filestat_set_size", fd, 20));
    CHECK_ERROR(W_INVAL, CALL(g, "fd_filestat_set_size", fd, (uint64_t)-1));
    OK(CALL(g, "fd_allocate", fd, 10, 30));
    CHECK_ERROR(W_INVAL, CALL(g, "fd_allocate", fd, 0, 0));
    CHECK_ERROR(W_FBIG, CALL(g, "fd_allocate", fd, INT64_MAX, 2));
    OK(CALL(g, "fd_filestat_get", fd, OUT));
    CHECK(zw_get64(g->memory + OUT + 32) == 40);
    OK(CALL(g, "fd_advise", fd, 0, 10, 5));
    CHECK_ERROR(W_INVAL, CALL(g, "fd_advise", fd, 0, 10, 6));
    OK(CALL(g, "fd_sync", fd));
    OK(CALL(g, "fd_datasync", fd));
    OK(CALL(g, "fd_filestat_set_times", fd, 1234567890123456789, 5, 1 | 4));
    OK(CALL(g, "fd_filestat_get", fd, OUT));
    CHECK(zw_get64(g->memory + OUT + 40) == 1234567890123456789 && zw_get64(g->memory + OUT + 48) == 5);
    CHECK_ERROR(W_INVAL, CALL(g, "fd_filestat_set_times", fd, 0, 0, 3));
    CHECK_ERROR(W_INVAL, CALL(g, "fd_filestat_set_times", fd, 0, 0, 16));
    OK(CALL(g, "fd_filestat_set_times", fd, 0, 0, 2 | 8));

    g->module = "wasi_unstable"; /* snapshot 0: another order of whence, a shorter filestat */
    OK(CALL(g, "fd_seek", fd, 3, 2, OUT));
    CHECK(zw_get64(g->memory + OUT) == 3);
    memset(g->memory + OUT, 0xee, 64);
    OK(CALL(g, "fd_filestat_get", fd, OUT));
    CHECK(zw_get64(g->memory + OUT + 24) == 40 && zw_get32(g->memory + OUT + 20) == 1 && g->memory[OUT + 56] == 0xee);
    OK(CALL(g, "path_filestat_get", 3, 0, PATH(g, "file"), OUT));
    CHECK(zw_get64(g->memory + OUT + 24) == 40);
    g->module = NULL;
    OK(CALL(g, "fd_close", fd));
    OK(CALL(g, "path_unlink_file", 3, PATH(g, "file")));
}

static void flags_and_rights(guest *g) {
    uint32_t fd, n, dir;
    char buffer[8];
    OK(CALL(g, "path_open", 3, 0, PATH(g, "f"), OFLAG_CREAT, R_FILE, 0, FDFLAG_APPEND | FDFLAG_NONBLOCK, OUT));
    fd = zw_get32(g->memory + OUT);
    OK(CALL(g, "fd_fdstat_get", fd, OUT));
    CHECK(g->memory[OUT] == FT_REGULAR_FILE && zw_get16(g->memory + OUT + 2) == (FDFLAG_APPEND | FDFLAG_NONBLOCK));
    OK(write_bytes(g, fd, "ab", 2));
    OK(CALL(g, "fd_seek", fd, 0, 0, OUT));
    OK(write_bytes(g, fd, "cd", 2));
    OK(CALL(g, "fd_fdstat_set_flags", fd, 0));
    OK(CALL(g, "fd_seek", fd, 0, 0, OUT));
    OK(write_bytes(g, fd, "X", 1));
    OK(CALL(g, "fd_seek", fd, 0, 0, OUT));
    OK(read_bytes(g, fd, buffer, 8, &n));
    CHECK(n == 4 && memcmp(buffer, "Xbcd", 4) == 0);
    CHECK_ERROR(W_INVAL, CALL(g, "fd_fdstat_set_flags", fd, FDFLAG_DSYNC));

    OK(CALL(g, "fd_fdstat_set_rights", fd, R_FD_READ | R_FD_TELL, 0));
    CHECK(rights_of(g, fd) == (R_FD_READ | R_FD_TELL));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_fdstat_set_rights", fd, R_FD_READ | R_FD_WRITE, 0));
    CHECK_ERROR(W_NOTCAPABLE, write_bytes(g, fd, "x", 1));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_seek", fd, 0, 0, OUT));
    OK(CALL(g, "fd_seek", fd, 0, 1, OUT));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_pread", fd, SCRATCH, 1, 0, OUT));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_filestat_get", fd, OUT));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_allocate", fd, 0, 1));
    CHECK_ERROR(W_NOTDIR, CALL(g, "path_create_directory", fd, PATH(g, "x")));
    CHECK_ERROR(W_NOTDIR, CALL(g, "fd_readdir", fd, DATA, 100, 0, OUT));
    OK(CALL(g, "fd_close", fd));

    OK(open_path(g, 3, "f", 0, 0, R_FD_READ, &fd));
    CHECK(rights_of(g, fd) == R_FD_READ);
    CHECK_ERROR(W_NOTCAPABLE, write_bytes(g, fd, "x", 1));
    OK(CALL(g, "fd_close", fd));
    OK(open_path(g, 3, "f", 0, 0, UINT64_MAX, &fd)); /* rights that do not apply to a file are left out */
    CHECK(rights_of(g, fd) == R_FILE);
    OK(CALL(g, "fd_close", fd));

    CHECK_ERROR(W_INVAL, open_path(g, 3, "f", 2, 0, 0, &fd));
    CHECK_ERROR(W_INVAL, open_path(g, 3, "f", 0, 16, 0, &fd));
    CHECK_ERROR(W_INVAL, CALL(g, "path_open", 3, 0, PATH(g, "f"), 0, 0, 0, 32, OUT));
    CHECK_ERROR(W_INVAL, open_path(g, 3, "f", 0, OFLAG_DIRECTORY | OFLAG_CREAT, 0, &fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "f", 0, OFLAG_DIRECTORY, 0, &fd));
    CHECK_ERROR(W_ISDIR, open_path(g, 3, ".", 0, 0, R_FD_WRITE, &fd));
    CHECK_ERROR(W_ISDIR, open_path(g, 3, ".", 0, OFLAG_DIRECTORY, R_FD_READ | R_FD_WRITE, &fd));
    CHECK_ERROR(W_FAULT, CALL(g, "path_open", 3, 0, PATH(g, "f"), 0, 0, 0, 0, MEMORY - 3));

    OK(CALL(g, "path_open", 3, 0, PATH(g, "."), OFLAG_DIRECTORY, R_PATH_OPEN | R_FD_SEEK, R_FD_READ, 0, OUT));
    dir = zw_get32(g->memory + OUT);
    CHECK(rights_of(g, dir) == R_PATH_OPEN);
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_seek", dir, 0, 0, OUT));
    CHECK_ERROR(W_NOTCAPABLE, read_bytes(g, dir, buffer, 1, &n));
    OK(open_path(g, dir, "f", 0, 0, R_FD_READ, &fd));
    OK(CALL(g, "fd_close", fd));
    CHECK_ERROR(W_NOTCAPABLE, open_path(g, dir, "f", 0, 0, R_FD_READ | R_FD_WRITE, &fd));
    CHECK_ERROR(W_NOTCAPABLE, open_path(g, dir, "new", 0, OFLAG_CREAT, 0, &fd));
    CHECK_ERROR(W_NOTCAPABLE, open_path(g, dir, "f", 0, OFLAG_TRUNC, 0, &fd));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "path_open", dir, 0, PATH(g, "f"), 0, R_FD_READ, 0, FDFLAG_SYNC, OUT));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "path_filestat_get", dir, 0, PATH(g, "f"), OUT));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "path_unlink_file", dir, PATH(g, "f")));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_readdir", dir, DATA, 100, 0, OUT));
    OK(CALL(g, "fd_close", dir));
    OK(open_path(g, 3, "f", 0, OFLAG_TRUNC, 0, &fd));
    OK(CALL(g, "fd_close", fd));
    OK(CALL(g, "path_filestat_get", 3, 0, PATH(g, "f"), OUT));
    CHECK(zw_get64(g->memory + OUT + 32) == 0);
    OK(CALL(g, "path_unlink_file", 3, PATH(g, "f")));
}

static void names(guest *g) {
    uint32_t fd;
    static char longest[4200];
    OK(CALL(g, "path_create_directory", 3, PATH(g, "d")));
    CHECK_ERROR(W_EXIST, CALL(g, "path_create_directory", 3, PATH(g, "d")));
    OK(CALL(g, "path_create_directory", 3, PATH(g, "d/e/")));
    OK(open_path(g, 3, "d/.//e/../../d/e/../e///./f", 0, OFLAG_CREAT, 0, &fd));
    OK(CALL(g, "fd_close", fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "d/e/f/", 0, 0, 0, &fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "d/e/f///", 1, 0, 0, &fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "d/e/f/.", 1, 0, 0, &fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "d/e/f/x", 1, 0, 0, &fd));
    CHECK_ERROR(W_ISDIR, open_path(g, 3, "d/e/new/", 1, OFLAG_CREAT, 0, &fd));
    CHECK_ERROR(W_NOENT, open_path(g, 3, "", 0, 0, 0, &fd));
    CHECK_ERROR(W_NOENT, open_path(g, 3, "d/none/f", 0, 0, 0, &fd));
    CHECK_ERROR(W_INVAL, CALL(g, "path_open", 3, 0, PATH(g, "d/e/f") + 1 + (g->memory[TEXT + 5] = 0), 0, 0, 0, 0, OUT));
    CHECK_ERROR(W_ILSEQ, open_path(g, 3, "d/\xff", 0, 0, 0, &fd));
    CHECK_ERROR(W_ILSEQ, open_path(g, 3, "d/\xed\xa0\x80", 0, 0, 0, &fd));
    CHECK_ERROR(W_ILSEQ, open_path(g, 3, "d/\xc3", 0, 0, 0, &fd));
    CHECK_ERROR(W_NOENT, open_path(g, 3, "d/\xf0\x9f\x92\x96\xe2\x82\xac\xc3\xa9", 0, 0, 0, &fd));
    memset(longest, 'x', 4199);
    CHECK_ERROR(W_NAMETOOLONG, open_path(g, 3, longest, 0, 0, 0, &fd));
    longest[256] = 0;
    CHECK_ERROR(W_NAMETOOLONG, open_path(g, 3, longest, 0, 0, 0, &fd));
    CHECK_ERROR(W_NAMETOOLONG, CALL(g, "path_create_directory", 3, PATH(g, longest)));
    longest[255] = 0;
    CHECK_ERROR(W_NOENT, open_path(g, 3, longest, 0, 0, 0, &fd));
    OK(CALL(g, "path_create_directory", 3, PATH(g, longest)));
    longest[255] = '/';
    longest[256] = 0;
    OK(CALL(g, "path_remove_directory", 3, PATH(g, longest)));
    CHECK_ERROR(W_FAULT, CALL(g, "path_open", 3, 0, MEMORY - 2, 3, 0, 0, 0, 0, OUT));
    CHECK_ERROR(W_FAULT, CALL(g, "path_create_directory", 3, 0xfffffff0, 0x20));

    CHECK_ERROR(W_NOTEMPTY, CALL(g, "path_remove_directory", 3, PATH(g, "d")));
    CHECK_ERROR(W_ISDIR, CALL(g, "path_unlink_file", 3, PATH(g, "d")));
    CHECK_ERROR(W_ISDIR, CALL(g, "path_unlink_file", 3, PATH(g, "d/")));
    CHECK_ERROR(W_NOTDIR, CALL(g, "path_remove_directory", 3, PATH(g, "d/e/f")));
    CHECK_ERROR(W_NOTDIR, CALL(g, "path_unlink_file", 3, PATH(g, "d/e/f/")));
    CHECK_ERROR(W_EXIST, CALL(g, "path_create_directory", 3, PATH(g, "d/..")));
    CHECK_ERROR(W_EXIST, CALL(g, "path_create_directory", 3, PATH(g, "d/e/.")));
    CHECK_ERROR(W_INVAL, CALL(g, "path_remove_directory", 3, PATH(g, "d/e/.")));

    OK(CALL(g, "path_rename", 3, PATH(g, "d/e/"), 3, PATH2(g, "d/g/")));
    CHECK_ERROR(W_NOENT, open_path(g, 3, "d/e/f", 0, 0, 0, &fd));
    OK(CALL(g, "path_rename", 3, PATH(g, "d/g/f"), 3, PATH2(g, "f")));
    CHECK_ERROR(W_NOTDIR, CALL(g, "path_rename", 3, PATH(g, "f/"), 3, PATH2(g, "h")));
    CHECK_ERROR(W_ISDIR, CALL(g, "path_rename", 3, PATH(g, "f"), 3, PATH2(g, "d")));
    CHECK_ERROR(W_BUSY, CALL(g, "path_rename", 3, PATH(g, "d"), 3, PATH2(g, "d/g/..")));
    CHECK_ERROR(W_BADF, CALL(g, "path_rename", 3, PATH(g, "f"), 77, PATH2(g, "h")));

    OK(CALL(g, "path_link", 3, 0, PATH(g, "f"), 3, PATH2(g, "hard")));
    OK(CALL(g, "path_filestat_get", 3, 0, PATH(g, "hard"), OUT));
    CHECK(zw_get64(g->memory + OUT + 24) == 2);
    CHECK_ERROR(W_EXIST, CALL(g, "path_link", 3, 0, PATH(g, "f"), 3, PATH2(g, "hard")));
    CHECK_ERROR(W_PERM, CALL(g, "path_link", 3, 0, PATH(g, "d"), 3, PATH2(g, "hard2")));
    CHECK_ERROR(W_NOENT, CALL(g, "path_link", 3, 0, PATH(g, "f"), 3, PATH2(g, "hard2/")));
    CHECK_ERROR(W_NOTDIR, CALL(g, "path_link", 3, 0, PATH(g, "f/"), 3, PATH2(g, "hard2")));
    CHECK_ERROR(W_INVAL, CALL(g, "path_link", 3, 2, PATH(g, "f"), 3, PATH2(g, "hard2")));
    OK(CALL(g, "path_unlink_file", 3, PATH(g, "hard")));
    OK(CALL(g, "path_remove_directory", 3, PATH(g, "d/g")));
    OK(CALL(g, "path_remove_directory", 3, PATH(g, "d")));
    OK(CALL(g, "path_unlink_file", 3, PATH(g, "f")));
}

static uint8_t type_at(guest *g, const char *path, uint32_t lookup) {
    OK(CALL(g, "path_filestat_get", 3, lookup, PATH(g, path), OUT));
    return g->memory[OUT + 16];
}

static void links(guest *g) {
    uint32_t fd;
    OK(CALL(g, "path_create_directory", 3, PATH(g, "d")));
    OK(open_path(g, 3, "d/f", 0, OFLAG_CREAT, 0, &fd));
    OK(CALL(g, "fd_close", fd));
    OK(CALL(g, "path_symlink", PATH(g, "d/f"), 3, PATH2(g, "to-f")));
    OK(CALL(g, "path_symlink", PATH(g, "d"), 3, PATH2(g, "to-d")));
    OK(CALL(g, "path_symlink", PATH(g, "../to-f"), 3, PATH2(g, "d/up")));
    OK(CALL(g, "path_symlink", PATH(g, "to-d/up"), 3, PATH2(g, "chain")));
    OK(CALL(g, "path_symlink", PATH(g, "nowhere"), 3, PATH2(g, "dangling")));
    OK(CALL(g, "path_symlink", PATH(g, "loop"), 3, PATH2(g, "loop")));
    CHECK_ERROR(W_EXIST, CALL(g, "path_symlink", PATH(g, "x"), 3, PATH2(g, "loop")));
    CHECK_ERROR(W_NOENT, CALL(g, "path_symlink", PATH(g, "x"), 3, PATH2(g, "slash/")));

    CHECK(type_at(g, "to-f", 0) == FT_SYMBOLIC_LINK && type_at(g, "to-f", 1) == FT_REGULAR_FILE);
    CHECK(type_at(g, "to-d", 0) == FT_SYMBOLIC_LINK && type_at(g, "to-d/", 0) == FT_DIRECTORY);
    CHECK(type_at(g, "chain", 1) == FT_REGULAR_FILE && type_at(g, "to-d/../to-d/up", 1) == FT_REGULAR_FILE);
    CHECK_ERROR(W_LOOP, open_path(g, 3, "to-f", 0, 0, R_FD_READ, &fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "to-d", 0, OFLAG_DIRECTORY, 0, &fd));
    CHECK_ERROR(W_LOOP, open_path(g, 3, "loop", 1, 0, 0, &fd));
    CHECK_ERROR(W_LOOP, open_path(g, 3, "loop/x", 0, 0, 0, &fd));
    CHECK_ERROR(W_NOENT, open_path(g, 3, "dangling", 1, 0, 0, &fd));
    CHECK_ERROR(W_EXIST, open_path(g, 3, "dangling", 1, OFLAG_CREAT | OFLAG_EXCL, 0, &fd));
    CHECK_ERROR(W_NOTDIR, open_path(g, 3, "to-f/", 1, 0, 0, &fd));
    OK(open_path(g, 3, "chain", 1, 0, R_FD_READ, &fd));
    OK(CALL(g, "fd_close", fd));
    OK(open_path(g, 3, "dangling", 1, OFLAG_CREAT, 0, &fd)); /* makes what the link names */
    OK(CALL(g, "fd_close", fd));
    CHECK(type_at(g, "nowhere", 0) == FT_REGULAR_FILE);

    OK(CALL(g, "path_filestat_set_times", 3, 0, PATH(g, "to-f"), 1000, 2000, 5));
    OK(CALL(g, "path_filestat_get", 3, 0, PATH(g, "to-f"), OUT));
    CHECK(zw_get64(g->memory + OUT + 48) == 2000);
    OK(CALL(g, "path_filestat_set_times", 3, 1, PATH(g, "to-f"), 1000, 3000, 5));
    OK(CALL(g, "path_filestat_get", 3, 0, PATH(g, "d/f"), OUT));
    CHECK(zw_get64(g->memory + OUT + 48) == 3000);
    CHECK_ERROR(W_INVAL, CALL(g, "path_filestat_set_times", 3, 0, PATH(g, "d/f"), 0, 0, 12));

    OK(CALL(g, "path_readlink", 3, PATH(g, "chain"), DATA, 100, OUT));
    CHECK(zw_get32(g->memory + OUT) == 7 && memcmp(g->memory + DATA, "to-d/up", 7) == 0);
    OK(CALL(g, "path_readlink", 3, PATH(g, "chain"), DATA, 4, OUT));
    CHECK(zw_get32(g->memory + OUT) == 4);
    OK(CALL(g, "path_readlink", 3, PATH(g, "chain"), DATA, 0, OUT));
    CHECK(zw_get32(g->memory + OUT) == 0);
    CHECK_ERROR(W_INVAL, CALL(g, "path_readlink", 3, PATH(g, "d/f"), DATA, 100, OUT));
    CHECK_ERROR(W_FAULT, CALL(g, "path_readlink", 3, PATH(g, "chain"), MEMORY - 4, 100, OUT));

    OK(CALL(g, "path_link", 3, 0, PATH(g, "to-f"), 3, PATH2(g, "hard")));
    CHECK(type_at(g, "hard", 0) == FT_SYMBOLIC_LINK);
    OK(CALL(g, "path_unlink_file", 3, PATH(g, "hard")));
    OK(CALL(g, "path_link", 3, 1, PATH(g, "to-f"), 3, PATH2(g, "hard")));
    CHECK(type_at(g, "hard", 0) == FT_REGULAR_FILE);
    static const char *const all[] = {"hard", "to-f", "to-d", "chain", "dangling", "nowhere", "loop", "d/up", "d/f"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        OK(CALL(g, "path_unlink_file", 3, PATH(g, all[i])));
    OK(CALL(g, "path_remove_directory", 3, PATH(g, "d")));
}

/* Reads a whole directory with a buffer of `room` bytes; marks the entries "e0".."e<n-1>" seen in `seen`. */
static int list(guest *g, uint32_t dir, uint32_t room, uint8_t *seen, int n, uint64_t *middle) {
    uint64_t cookie = 0;
    int entries = 0;
    for (;;) {
        OK(CALL(g, "fd_readdir", dir, DATA, room, cookie, OUT));
        uint32_t used = zw_get32(g->memory + OUT), at = 0;
        CHECK(used <= room);
        while (used - at >= 24) {
            const uint8_t *p = g->memory + DATA + at;
            uint32_t len = zw_get32(p + 16);
            if (used - at - 24 < len)
                break;
            char name[8] = {0}; /* in the buffer, the next entry follows at once */
            CHECK(len < sizeof name);
            memcpy(name, p + 24, len);
            if (name[0] == 'e') {
                int k = atoi(name + 1);
                CHECK(k < n && p[20] == FT_REGULAR_FILE && !seen[k]);
                seen[k] = 1;
            } else {
                CHECK(p[20] == FT_DIRECTORY && len <= 2);
            }
            cookie = zw_get64(p);
            if (++entries == n / 2 && middle)
                *middle = cookie;
            at += 24 + len;
        }
        if (used < room)
            return entries;
        CHECK(at > 0);
    }
}

static void listing(guest *g) {
    enum { N = 300 };
    uint32_t dir, fd;
    char name[32];
    uint8_t seen[N];
    OK(CALL(g, "path_create_directory", 3, PATH(g, "many")));
    OK(open_path(g, 3, "many", 0, OFLAG_DIRECTORY, R_DIRECTORY, &dir));
    for (int i = 0; i < N; i++) {
        snprintf(name, sizeof name, "e%d", i);
        OK(open_path(g, dir, name, 0, OFLAG_CREAT, 0, &fd));
        OK(CALL(g, "fd_close", fd));
    }
    static const uint32_t rooms[] = {64, 100, 4096, 20000};
    uint64_t middle = 0;
    for (int r = 0; r < 4; r++) {
        memset(seen, 0, N);
        CHECK(list(g, dir, rooms[r], seen, N, &middle) == N + 2);
    }
    OK(CALL(g, "fd_readdir", dir, DATA, 4096, middle, OUT)); /* the entry after the middle, before and after others are gone */
    char after[24] = {0};
    memcpy(after, g->memory + DATA + 24, zw_get32(g->memory + DATA + 16));
    for (int i = 0; i < N; i++) {
        snprintf(name, sizeof name, "e%d", i);
        if (i % 3 == 0 && strcmp(name, after) != 0)
            OK(CALL(g, "path_unlink_file", dir, PATH(g, name)));
    }
    OK(CALL(g, "fd_readdir", dir, DATA, 4096, middle, OUT));
    CHECK(memcmp(g->memory + DATA + 24, after, strlen(after)) == 0);
    OK(CALL(g, "fd_readdir", dir, DATA, 0, 0, OUT));
    CHECK(zw_get32(g->memory + OUT) == 0);
    OK(CALL(g, "fd_readdir", dir, DATA, 10, 0, OUT)); /* less than one entry: cut off */
    CHECK(zw_get32(g->memory + OUT) == 10);
    CHECK_ERROR(W_INVAL, CALL(g, "fd_readdir", dir, DATA, 10, UINT64_MAX, OUT));
    CHECK_ERROR(W_FAULT, CALL(g, "fd_readdir", dir, DATA, 0xffffffff, 0, OUT));
    for (int i = 0; i < N; i++) {
        snprintf(name, sizeof name, "e%d", i);
        CALL(g, "path_unlink_file", dir, PATH(g, name));
    }
    OK(CALL(g, "fd_close", dir));
    OK(CALL(g, "path_remove_directory", 3, PATH(g, "many")));
}

static void numbers(guest *g) {
    uint32_t a, b, c;
    OK(CALL(g, "fd_prestat_get", 3, OUT));
    CHECK(zw_get32(g->memory + OUT) == 0 && zw_get32(g->memory + OUT + 4) == 1);
    OK(CALL(g, "fd_prestat_dir_name", 3, OUT, 1));
    CHECK(g->memory[OUT] == '/');
    CHECK_ERROR(W_NAMETOOLONG, CALL(g, "fd_prestat_dir_name", 3, OUT, 0));
    CHECK_ERROR(W_FAULT, CALL(g, "fd_prestat_dir_name", 3, MEMORY, 1));
    CHECK_ERROR(W_BADF, CALL(g, "fd_prestat_get", 4, OUT));
    OK(open_path(g, 3, "n", 0, OFLAG_CREAT, R_FD_READ, &a));
    OK(open_path(g, 3, "n", 0, 0, R_FD_WRITE, &b));
    OK(CALL(g, "fd_renumber", a, b));
    CHECK_ERROR(W_BADF, CALL(g, "fd_close", a));
    CHECK(rights_of(g, b) == R_FD_READ);
    CHECK_ERROR(W_BADF, CALL(g, "fd_renumber", b, a));
    CHECK_ERROR(W_BADF, CALL(g, "fd_renumber", a, b));
    OK(CALL(g, "fd_renumber", b, b));
    OK(CALL(g, "fd_close", b));
    for (uint32_t i = 0; i < 40; i++) { /* the table grows */
        OK(open_path(g, 3, "n", 0, 0, R_FD_READ, &c));
        CHECK(c == i + 4);
    }
    for (uint32_t i = 0; i < 44; i++)
        if (i != 3)
            OK(CALL(g, "fd_close", i));
    CHECK_ERROR(W_BADF, CALL(g, "fd_close", 0xffffffff));
    OK(open_path(g, 3, ".", 0, OFLAG_DIRECTORY, R_DIRECTORY, &a));
    OK(CALL(g, "fd_renumber", 3, a)); /* a preopen moves with its name */
    OK(CALL(g, "fd_prestat_get", a, OUT));
    OK(CALL(g, "path_unlink_file", a, PATH(g, "n")));
    OK(CALL(g, "fd_close", a));
    CHECK_ERROR(W_BADF, CALL(g, "fd_prestat_get", a, OUT));
}

void path_tests(const char *directory, uint32_t flags) {
    guest g = guest_in(directory, flags, false);
    files(&g);
    flags_and_rights(&g);
    names(&g);
    links(&g);
    listing(&g);
    numbers(&g);
    guest_free(&g);
}
