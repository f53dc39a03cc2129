/* Nothing outside the preopen is reached: each way out is tried, by every call that takes a path. */
#include "wasi_test.h"

#include <fcntl.h>
#include <pthread.h>

static void in_directory(char out[4096], const char *directory, const char *name) {
    CHECK(snprintf(out, 4096, "%s/%s", directory, name) < 4096);
}

static void make_directory(const char *directory, const char *name) {
    char path[4096];
    in_directory(path, directory, name);
    CHECK(mkdir(path, 0700) == 0);
}

static void link_to(const char *directory, const char *name, const char *target) {
    char path[4096];
    in_directory(path, directory, name);
    CHECK(symlink(target, path) == 0);
}

static bool exists(const char *directory, const char *name) {
    char path[4096];
    struct stat st;
    in_directory(path, directory, name);
    return lstat(path, &st) == 0;
}

/* A path that can only be a directory may also be refused as such. */
static void refuse_create(guest *g, const char *path, uint32_t lookup, uint32_t oflags) {
    uint32_t fd, error = open_path(g, 3, path, lookup, oflags, R_FD_WRITE, &fd);
    CHECK(error == W_PERM || (error == W_ISDIR && strchr("./", path[strlen(path) - 1])));
}

/* Every call on a path whose last name would lie outside. */
static void refuse(guest *g, const char *path) {
    uint32_t fd;
    CHECK_ERROR(W_PERM, open_path(g, 3, path, 1, 0, R_FD_READ, &fd));
    refuse_create(g, path, 1, OFLAG_CREAT);
    CHECK_ERROR(W_PERM, open_path(g, 3, path, 1, OFLAG_TRUNC, R_FD_WRITE, &fd));
    CHECK_ERROR(W_PERM, open_path(g, 3, path, 1, OFLAG_DIRECTORY, 0, &fd));
    CHECK_ERROR(W_PERM, CALL(g, "path_filestat_get", 3, 1, PATH(g, path), OUT));
    CHECK_ERROR(W_PERM, CALL(g, "path_filestat_set_times", 3, 1, PATH(g, path), 0, 0, 5));
    CHECK_ERROR(W_PERM, CALL(g, "path_link", 3, 1, PATH(g, path), 3, PATH2(g, "stolen")));
}

/* Every call on a path that leaves on the way. */
static void refuse_way(guest *g, const char *path) {
    uint32_t fd;
    refuse(g, path);
    CHECK_ERROR(W_PERM, open_path(g, 3, path, 0, 0, R_FD_READ, &fd));
    refuse_create(g, path, 0, OFLAG_CREAT | OFLAG_EXCL);
    CHECK_ERROR(W_PERM, CALL(g, "path_filestat_get", 3, 0, PATH(g, path), OUT));
    CHECK_ERROR(W_PERM, CALL(g, "path_filestat_set_times", 3, 0, PATH(g, path), 0, 0, 5));
    CHECK_ERROR(W_PERM, CALL(g, "path_create_directory", 3, PATH(g, path)));
    CHECK_ERROR(W_PERM, CALL(g, "path_remove_directory", 3, PATH(g, path)));
    CHECK_ERROR(W_PERM, CALL(g, "path_unlink_file", 3, PATH(g, path)));
    CHECK_ERROR(W_PERM, CALL(g, "path_readlink", 3, PATH(g, path), DATA, 100, OUT));
    CHECK_ERROR(W_PERM, CALL(g, "path_symlink", PATH(g, "x"), 3, PATH2(g, path)));
    CHECK_ERROR(W_PERM, CALL(g, "path_link", 3, 0, PATH(g, path), 3, PATH2(g, "stolen")));
    CHECK_ERROR(W_PERM, CALL(g, "path_link", 3, 0, PATH(g, "inside"), 3, PATH2(g, path)));
    CHECK_ERROR(W_PERM, CALL(g, "path_rename", 3, PATH(g, path), 3, PATH2(g, "stolen")));
    CHECK_ERROR(W_PERM, CALL(g, "path_rename", 3, PATH(g, "inside"), 3, PATH2(g, path)));
}

static void read_only(const char *directory, uint32_t flags) {
    char box[4096], rw[4096];
    uint32_t fd;
    in_directory(box, directory, "box");
    in_directory(rw, directory, "rw");
    make_directory(directory, "rw");
    zw_wasi_preopen preopens[] = {{.host = box, .guest = "ro", .read_only = 1}, {.host = rw, .guest = "rw"}};
    guest all = guest_new(&(zw_wasi_config){.stdio = {-1, -1, -1}, .npreopens = 2, .preopens = preopens, .flags = flags}), *g = &all;
    CHECK_ERROR(W_PERM, open_path(g, 3, "inside", 0, 0, R_FD_WRITE, &fd));
    CHECK_ERROR(W_PERM, open_path(g, 3, "new", 0, OFLAG_CREAT, R_FD_READ, &fd));
    CHECK_ERROR(W_PERM, open_path(g, 3, "inside", 0, OFLAG_TRUNC, R_FD_READ, &fd));
    OK(open_path(g, 3, "inside", 0, 0, R_FILE & ~(uint64_t)R_FD_WRITE, &fd));
    CHECK_ERROR(W_NOTCAPABLE, write_bytes(g, fd, "x", 1));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_filestat_set_size", fd, 0));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_allocate", fd, 0, 100));
    CHECK_ERROR(W_NOTCAPABLE, CALL(g, "fd_filestat_set_times", fd, 0, 0, 5));
    OK(CALL(g, "fd_close", fd));
    CHECK_ERROR(W_PERM, CALL(g, "fd_filestat_set_times", 3, 0, 0, 5));
    CHECK_ERROR(W_PERM, CALL(g, "path_create_directory", 3, PATH(g, "new")));
    CHECK_ERROR(W_PERM, CALL(g, "path_remove_directory", 3, PATH(g, "sub")));
    CHECK_ERROR(W_PERM, CALL(g, "path_unlink_file", 3, PATH(g, "inside")));
    CHECK_ERROR(W_PERM, CALL(g, "path_symlink", PATH(g, "x"), 3, PATH2(g, "new")));
    CHECK_ERROR(W_PERM, CALL(g, "path_filestat_set_times", 3, 0, PATH(g, "inside"), 0, 0, 5));
    CHECK_ERROR(W_PERM, CALL(g, "path_rename", 3, PATH(g, "inside"), 3, PATH2(g, "new")));
    CHECK_ERROR(W_PERM, CALL(g, "path_rename", 3, PATH(g, "inside"), 4, PATH2(g, "new")));
    CHECK_ERROR(W_PERM, CALL(g, "path_link", 3, 0, PATH(g, "inside"), 4, PATH2(g, "new"))); /* would be writable there */
    OK(open_path(g, 3, "sub", 0, OFLAG_DIRECTORY, R_DIRECTORY, &fd)); /* what is opened beneath it inherits that */
    CHECK_ERROR(W_PERM, CALL(g, "path_create_directory", fd, PATH(g, "new")));
    CHECK_ERROR(W_PERM, open_path(g, fd, "../inside", 0, 0, R_FD_WRITE, &(uint32_t){0}));

    uint32_t made; /* between two preopens that may be written, rename and link are what they are on the host */
    OK(open_path(g, 4, "mine", 0, OFLAG_CREAT, R_FILE, &made));
    CHECK_ERROR(W_PERM, CALL(g, "path_rename", 4, PATH(g, "mine"), 3, PATH2(g, "mine")));
    CHECK_ERROR(W_PERM, CALL(g, "path_link", 4, 0, PATH(g, "mine"), 3, PATH2(g, "mine")));
    guest_free(g);
}

static void proc_links(const char *directory, uint32_t flags) {
    char secret[4096], path[64];
    uint32_t fd;
    in_directory(secret, directory, "secret");
    int host = open(secret, O_RDONLY | O_CLOEXEC), top = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    CHECK(host >= 0 && top >= 0);
    guest g = guest_in("/proc", flags, false);
    snprintf(path, sizeof path, "%ld/fd/%d", (long)getpid(), host);
    CHECK_ERROR(W_PERM, open_path(&g, 3, path, 1, 0, R_FD_READ, &fd));
    CHECK_ERROR(W_LOOP, open_path(&g, 3, path, 0, 0, R_FD_READ, &fd));
    snprintf(path, sizeof path, "%ld/fd/%d/secret", (long)getpid(), top);
    CHECK_ERROR(W_PERM, open_path(&g, 3, path, 1, 0, R_FD_READ, &fd));
    snprintf(path, sizeof path, "%ld/%s/etc", (long)getpid(), "root");
    CHECK_ERROR(W_PERM, open_path(&g, 3, path, 1, OFLAG_DIRECTORY, 0, &fd));
    snprintf(path, sizeof path, "%ld/cwd", (long)getpid());
    CHECK_ERROR(W_PERM, open_path(&g, 3, path, 1, OFLAG_DIRECTORY, 0, &fd));
    guest_free(&g);
    close(host);
    close(top);
}

void escape_tests(const char *directory, uint32_t flags) {
    char box[4096], secret[4096];
    in_directory(box, directory, "box");
    in_directory(secret, directory, "secret");
    make_directory(directory, "box");
    make_directory(directory, "outside");
    make_directory(box, "sub");
    CHECK(host_file(directory, "secret", "SECRET") && host_file(directory, "outside/file", "SECRET") && host_file(box, "inside", "fine"));
    link_to(box, "absolute", secret);
    link_to(box, "absolute-in", box);
    link_to(box, "up", "../secret");
    link_to(box, "up-twice", "sub/../../secret");
    link_to(box, "out", "../outside");
    link_to(box, "parent", "..");
    link_to(box, "root", "/");
    link_to(box, "creates", "../created");
    link_to(box, "sub/far", "../../outside");
    link_to(box, "hop", "hop2");
    link_to(box, "hop2", "sub/../out/file");
    link_to(box, "here", ".");

    guest g = guest_in(box, flags, false);
    static const char *const ways[] = {"../secret", "sub/../../secret", "out/file", "parent/secret", "sub/far/file", "root/etc",
        "sub/far/../secret", "here/../secret", "absolute-in/inside", "out/../secret", "/etc/passwd", "//etc", "../box/inside", "out/new",
        "here/here/parent/box/inside", "..", "sub/../..", "../", "out/.", "parent/..", "out/../box"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        refuse_way(&g, ways[i]);
    static const char *const ends[] = {"absolute", "absolute-in", "up", "up-twice", "out", "parent", "root", "creates", "sub/far", "hop", "out/"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        refuse(&g, ends[i]);

    uint32_t fd; /* the links themselves are the guest's */
    CHECK_ERROR(W_LOOP, open_path(&g, 3, "up", 0, 0, R_FD_READ, &fd));
    OK(CALL(&g, "path_filestat_get", 3, 0, PATH(&g, "up"), OUT));
    CHECK(g.memory[OUT + 16] == FT_SYMBOLIC_LINK);
    CHECK_ERROR(W_PERM, CALL(&g, "path_filestat_get", 3, 0, PATH(&g, "out/"), OUT)); /* a slash follows */
    CHECK_ERROR(W_PERM, CALL(&g, "path_filestat_set_times", 3, 0, PATH(&g, "out/"), 0, 0, 5));
    CHECK_ERROR(W_PERM, CALL(&g, "path_readlink", 3, PATH(&g, "out/"), DATA, 100, OUT));
    CHECK_ERROR(W_NOTDIR, CALL(&g, "path_remove_directory", 3, PATH(&g, "out/")));
    CHECK_ERROR(W_NOTDIR, CALL(&g, "path_unlink_file", 3, PATH(&g, "out/")));
    CHECK_ERROR(W_EXIST, CALL(&g, "path_create_directory", 3, PATH(&g, "creates/")));
    CHECK_ERROR(W_NOTDIR, CALL(&g, "path_rename", 3, PATH(&g, "out/"), 3, PATH2(&g, "moved")));
    CHECK_ERROR(W_PERM, CALL(&g, "path_symlink", PATH(&g, "/etc/passwd"), 3, PATH2(&g, "planted")));
    OK(CALL(&g, "path_symlink", PATH(&g, "../secret"), 3, PATH2(&g, "planted")));
    refuse(&g, "planted");
    OK(CALL(&g, "path_rename", 3, PATH(&g, "sub/far"), 3, PATH2(&g, "far"))); /* a link that is moved */
    refuse_way(&g, "far/../secret");

    OK(open_path(&g, 3, "sub", 0, OFLAG_DIRECTORY, R_DIRECTORY, &fd)); /* a directory opened beneath is a limit of its own */
    CHECK_ERROR(W_PERM, open_path(&g, fd, "../inside", 0, 0, R_FD_READ, &(uint32_t){0}));
    OK(CALL(&g, "fd_readdir", fd, DATA, 4096, 0, OUT)); /* ".." tells nothing of what lies above */
    uint32_t used = zw_get32(g.memory + OUT);
    OK(CALL(&g, "fd_filestat_get", fd, OUT));
    for (uint32_t at = 0; at < used; at += 24 + zw_get32(g.memory + DATA + at + 16))
        CHECK(g.memory[DATA + at + 24] != '.' || zw_get64(g.memory + DATA + at + 8) == zw_get64(g.memory + OUT + 8));
    guest_free(&g);

    CHECK(!exists(directory, "created") && !exists(box, "stolen") && exists(directory, "secret") && exists(directory, "outside/file"));
    proc_links(directory, flags);
    read_only(directory, flags);
}

/* ---- swapped while it is resolved ---- */

typedef struct swapper {
    const char *box;
    volatile bool stop;
} swapper;

/* "way" is in turn a directory of the box and a link out of it, "end" a file and a link out. */
static void *swap(void *arg) {
    swapper *s = arg;
    int box = open(s->box, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (!s->stop) {
        renameat(box, "way", box, "way-kept");
        renameat(box, "way-link", box, "way");
        renameat(box, "end-link", box, "end-spare");
        renameat(box, "end", box, "end-kept");
        renameat(box, "end-spare", box, "end");
        renameat(box, "way", box, "way-link");
        renameat(box, "way-kept", box, "way");
        renameat(box, "end", box, "end-link");
        renameat(box, "end-kept", box, "end");
    }
    close(box);
    return NULL;
}

void race_test(const char *directory, uint32_t flags, long opens) {
    char box[4096], secret[4096], outside[4096];
    pthread_t thread;
    in_directory(box, directory, "box");
    in_directory(secret, directory, "file");
    make_directory(directory, "box");
    make_directory(directory, "outside");
    make_directory(box, "way");
    in_directory(outside, directory, "outside");
    CHECK(host_file(directory, "file", "SECRET") && host_file(outside, "file", "SECRET"));
    CHECK(host_file(box, "way/file", "inside") && host_file(box, "end", "inside") && host_file(box, "file", "inside"));
    link_to(box, "way-link", "../outside");
    link_to(box, "end-link", secret);

    swapper s = {.box = box};
    CHECK(pthread_create(&thread, NULL, swap, &s) == 0);
    guest g = guest_in(box, flags, false);
    static const char *const paths[] = {"way/file", "end", "way/../file", "way/../way/file"};
    long good = 0, refused = 0;
    for (long i = 0; i < opens; i++) {
        uint32_t fd, n, error = open_path(&g, 3, paths[i & 3], 1, i & 4 ? OFLAG_CREAT : 0, R_FD_READ, &fd);
        char buffer[8];
        if (!error) {
            OK(read_bytes(&g, fd, buffer, 8, &n));
            CHECK(n == 0 || (n == 6 && memcmp(buffer, "inside", 6) == 0));
            OK(CALL(&g, "fd_close", fd));
            good++;
        } else {
            CHECK(error == W_PERM || error == W_NOENT || error == W_LOOP || error == W_NOTDIR);
            refused += error == W_PERM;
        }
    }
    s.stop = true;
    pthread_join(thread, NULL);
    guest_free(&g);
    printf("%ld opened, %ld refused\n", good, refused);
}
