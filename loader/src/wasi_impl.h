/* What the wasi_*.c files share: the context, error numbers, rights, checked access to guest memory. Not for others. */
#ifndef ZW_WASI_IMPL_H
#define ZW_WASI_IMPL_H

#include <stdbool.h>
#include <string.h>

#include "wasi.h"
#include "wasi_host.h"

enum { /* rights, as bits */
    R_FD_DATASYNC = 1 << 0, R_FD_READ = 1 << 1, R_FD_SEEK = 1 << 2, R_FD_FDSTAT_SET_FLAGS = 1 << 3, R_FD_SYNC = 1 << 4,
    R_FD_TELL = 1 << 5, R_FD_WRITE = 1 << 6, R_FD_ADVISE = 1 << 7, R_FD_ALLOCATE = 1 << 8, R_PATH_CREATE_DIRECTORY = 1 << 9,
    R_PATH_CREATE_FILE = 1 << 10, R_PATH_LINK_SOURCE = 1 << 11, R_PATH_LINK_TARGET = 1 << 12, R_PATH_OPEN = 1 << 13,
    R_FD_READDIR = 1 << 14, R_PATH_READLINK = 1 << 15, R_PATH_RENAME_SOURCE = 1 << 16, R_PATH_RENAME_TARGET = 1 << 17,
    R_PATH_FILESTAT_GET = 1 << 18, R_PATH_FILESTAT_SET_SIZE = 1 << 19, R_PATH_FILESTAT_SET_TIMES = 1 << 20,
    R_FD_FILESTAT_GET = 1 << 21, R_FD_FILESTAT_SET_SIZE = 1 << 22, R_FD_FILESTAT_SET_TIMES = 1 << 23, R_PATH_SYMLINK = 1 << 24,
    R_PATH_REMOVE_DIRECTORY = 1 << 25, R_PATH_UNLINK_FILE = 1 << 26, R_POLL_FD_READWRITE = 1 << 27, R_SOCK_SHUTDOWN = 1 << 28,
    R_SOCK_ACCEPT = 1 << 29,
    R_ALL = (1 << 30) - 1,
    R_STREAM = R_FD_READ | R_FD_WRITE | R_FD_FDSTAT_SET_FLAGS | R_FD_FILESTAT_GET | R_POLL_FD_READWRITE | R_FD_SYNC | R_FD_DATASYNC,
    R_SOCKET = R_STREAM | R_SOCK_SHUTDOWN | R_SOCK_ACCEPT,
    R_FILE = R_STREAM | R_FD_SEEK | R_FD_TELL | R_FD_ADVISE | R_FD_ALLOCATE | R_FD_FILESTAT_SET_SIZE | R_FD_FILESTAT_SET_TIMES,
    R_DIRECTORY = R_FD_FDSTAT_SET_FLAGS | R_FD_SYNC | R_FD_DATASYNC | R_PATH_CREATE_DIRECTORY | R_PATH_CREATE_FILE | R_PATH_LINK_SOURCE |
                  R_PATH_LINK_TARGET | R_PATH_OPEN | R_FD_READDIR | R_PATH_READLINK | R_PATH_RENAME_SOURCE | R_PATH_RENAME_TARGET |
                  R_PATH_FILESTAT_GET | R_PATH_FILESTAT_SET_SIZE | R_PATH_FILESTAT_SET_TIMES | R_FD_FILESTAT_GET |
                  R_FD_FILESTAT_SET_TIMES | R_PATH_SYMLINK | R_PATH_REMOVE_DIRECTORY | R_PATH_UNLINK_FILE | R_POLL_FD_READWRITE,
    R_WRITING = R_FD_WRITE | R_FD_ALLOCATE | R_FD_FILESTAT_SET_SIZE | R_FD_FILESTAT_SET_TIMES /* none of these in a read-only preopen */
};

enum { OFLAG_CREAT = 1, OFLAG_DIRECTORY = 2, OFLAG_EXCL = 4, OFLAG_TRUNC = 8, OFLAGS_ALL = 15 };
enum { FST_ATIM = 1, FST_ATIM_NOW = 2, FST_MTIM = 4, FST_MTIM_NOW = 8, FST_ALL = 15 };
enum { LOOKUP_FOLLOW = 1 };

enum { ZW_IOV = 128 }; /* iovecs passed to the host at once; what is left over is a short read or write */

typedef struct zw_file {
    zw_handle host;      /* ZW_NO_HANDLE: this number is free */
    uint64_t base;       /* rights of this descriptor */
    uint64_t inheriting;
    char *preopen;       /* guest name of a preopen, or NULL */
    zw_listing *listing; /* of a directory */
    uint32_t preopen_len;
    uint32_t epoch;      /* of zw_protect_epoch */
    uint8_t type;        /* FT_* */
    uint8_t sync;        /* owned: FDFLAG_DSYNC, _RSYNC, _SYNC as asked for; the host may do more */
    bool owned;          /* opened by this context, closed with it; else the caller's (standard streams, listening sockets) */
    bool read_only;      /* beneath a read-only preopen */
    bool nonblock;       /* not owned: the guest asked for FDFLAG_NONBLOCK; the host's description is left alone */
    bool listens;        /* given by the host to accept from */
    bool counted;        /* among the descriptors that guests hold */
    bool frozen;         /* protected, as of `epoch` */
} zw_file;
_Static_assert(sizeof(zw_file) <= 56, "the first 16 fit where the C library of the program has room: no system call at the start");

typedef struct zw_strings { /* arguments or environment: NUL-terminated strings one after the other */
    char *bytes;
    size_t size;
    size_t count;
} zw_strings;

struct zw_wasi {
    zw_file *files;
    uint32_t nfiles;
    bool resolves; /* the host resolves paths itself */
    zw_strings args;
    zw_strings env;
    const volatile uint64_t *interrupt;
    uint32_t exit_status;
};

/* ---- guest memory ---- */

static inline bool zw_mem_ok(const zw_wasi_mem *m, uint64_t ptr, uint64_t len) {
    return ptr <= m->size && len <= m->size - ptr;
}

static inline uint16_t zw_get16(const uint8_t *p) { uint16_t v; memcpy(&v, p, 2); return v; }
static inline uint32_t zw_get32(const uint8_t *p) { uint32_t v; memcpy(&v, p, 4); return v; }
static inline uint64_t zw_get64(const uint8_t *p) { uint64_t v; memcpy(&v, p, 8); return v; }
static inline void zw_put16(uint8_t *p, uint16_t v) { memcpy(p, &v, 2); }
static inline void zw_put32(uint8_t *p, uint32_t v) { memcpy(p, &v, 4); }
static inline void zw_put64(uint8_t *p, uint64_t v) { memcpy(p, &v, 8); }

/* ---- the shape of a function ---- */

static inline uint32_t zw_arg32(const zw_value *a, unsigned i) { return (uint32_t)a[i].lo; }
static inline uint64_t zw_arg64(const zw_value *a, unsigned i) { return a[i].lo; }

static inline int32_t zw_wasi_done(zw_value *cells, uint32_t result) {
    if (result > 0xffff)
        return result == W_EXIT ? ZW_WASI_EXIT : ZW_WASI_INTERRUPTED;
    cells[0].lo = result;
    cells[0].hi = 0;
    return ZW_WASI_OK;
}

#define ZW_UNUSED __attribute__((unused))

/* WASI(name) { ... return W_SUCCESS; } defines zw_wasi_name; in the body: context w, memory m, cells a. */
#define WASI(name)                                                                                                                \
    static uint32_t do_##name(zw_wasi *w, const zw_wasi_mem *m, const zw_value *a);                                              \
    int32_t zw_wasi_##name(zw_wasi *ctx, zw_wasi_mem mem, zw_value *cells) {                                                     \
        return zw_wasi_done(cells, do_##name(ctx, &mem, cells));                                                                 \
    }                                                                                                                             \
    static uint32_t do_##name(ZW_UNUSED zw_wasi *w, ZW_UNUSED const zw_wasi_mem *m, ZW_UNUSED const zw_value *a)

/* Every function of wasi_snapshot_preview1, with its signature. */
#define ZW_WASI_FUNCTIONS(X)                                                                                                      \
    X(args_get, "ii:i") X(args_sizes_get, "ii:i") X(environ_get, "ii:i") X(environ_sizes_get, "ii:i")                            \
    X(clock_res_get, "ii:i") X(clock_time_get, "iIi:i") X(fd_advise, "iIIi:i") X(fd_allocate, "iII:i") X(fd_close, "i:i")       \
    X(fd_datasync, "i:i") X(fd_fdstat_get, "ii:i") X(fd_fdstat_set_flags, "ii:i") X(fd_fdstat_set_rights, "iII:i")              \
    X(fd_filestat_get, "ii:i") X(fd_filestat_set_size, "iI:i") X(fd_filestat_set_times, "iIIi:i") X(fd_pread, "iiiIi:i")        \
    X(fd_prestat_get, "ii:i") X(fd_prestat_dir_name, "iii:i") X(fd_pwrite, "iiiIi:i") X(fd_read, "iiii:i")                      \
    X(fd_readdir, "iiiIi:i") X(fd_renumber, "ii:i") X(fd_seek, "iIii:i") X(fd_sync, "i:i") X(fd_tell, "ii:i")                   \
    X(fd_write, "iiii:i") X(path_create_directory, "iii:i") X(path_filestat_get, "iiiii:i")                                      \
    X(path_filestat_set_times, "iiiiIIi:i") X(path_link, "iiiiiii:i") X(path_open, "iiiiiIIii:i") X(path_readlink, "iiiiii:i")  \
    X(path_remove_directory, "iii:i") X(path_rename, "iiiiii:i") X(path_symlink, "iiiii:i") X(path_unlink_file, "iii:i")        \
    X(poll_oneoff, "iiii:i") X(proc_exit, "i:") X(proc_raise, "i:i") X(sched_yield, ":i") X(random_get, "ii:i")                 \
    X(sock_accept, "iii:i") X(sock_recv, "iiiiii:i") X(sock_send, "iiiii:i") X(sock_shutdown, "ii:i")

/* Functions whose layout differs in wasi_unstable (snapshot 0). */
#define ZW_WASI_FUNCTIONS_0(X)                                                                                                    \
    X(fd_filestat_get_0, "ii:i") X(fd_seek_0, "iIii:i") X(path_filestat_get_0, "iiiii:i") X(poll_oneoff_0, "iiii:i")

#define ZW_PROTOTYPE(name, signature) int32_t zw_wasi_##name(zw_wasi *ctx, zw_wasi_mem mem, zw_value *cells);
ZW_WASI_FUNCTIONS(ZW_PROTOTYPE)
ZW_WASI_FUNCTIONS_0(ZW_PROTOTYPE)

/* ---- wasi.c ---- */

bool zw_interrupted(const zw_wasi *w);
/* NULL: not open. The pointer is valid until the next zw_file_add. */
zw_file *zw_file_at(zw_wasi *w, uint32_t fd);
/* The file at fd if it is open and has all of `rights`; else *error says which is wrong. */
zw_file *zw_file_with(zw_wasi *w, uint32_t fd, uint64_t rights, uint32_t *error);
/* Gives `file` the lowest free number that is not below `from`. On failure nothing is closed. */
uint32_t zw_file_add(zw_wasi *w, const zw_file *file, uint32_t from, uint32_t *fd);
void zw_file_drop(zw_file *file);
/* Whether guests may open one more: all of a process leave some descriptors to their host. */
bool zw_file_room(void);
/* Whether it is a protected file, which a guest may have opened before it was that. */
bool zw_file_frozen(zw_file *file);

/* ---- wasi_classify.c ---- */

/* Type of an open file, and the rights that make sense for it. */
uint32_t zw_classify(zw_handle host, uint8_t *type, uint64_t *rights);

/* ---- wasi_fd.c ---- */

uint32_t zw_fdflags(const zw_file *f);
void zw_put_filestat(uint8_t *p, const zw_stat *st);
void zw_put_filestat_0(uint8_t *p, const zw_stat *st);
uint32_t zw_times(uint64_t atim, uint64_t mtim, uint32_t flags, zw_time times[2]);

/* ---- wasi_io.c ---- */

/* Copies the guest's iovecs (the first ZW_IOV non-empty ones), each checked. */
uint32_t zw_iovecs(const zw_wasi *w, const zw_wasi_mem *m, uint32_t ptr, uint32_t count, zw_iov iov[ZW_IOV], int *n);
/* Before a read, write or accept (ZW_POLL_READ, _WRITE) that may block: waits so that an interrupt is seen, or W_AGAIN where the guest
 * asked not to wait. */
uint32_t zw_before_io(zw_wasi *w, const zw_file *f, uint8_t wants);
/* After one that failed: W_SUCCESS means try again. */
uint32_t zw_after_io(zw_wasi *w, const zw_file *f, uint8_t wants, uint32_t error);

/* ---- wasi_resolve.c ---- */

/* Where a path leads: a directory beneath the preopen and one name in it. */
typedef struct zw_place {
    zw_handle dir;
    bool opened;   /* dir is ours to close */
    char name[ZW_NAME_MAX + 2];
} zw_place;

/* A path argument: copied, checked (UTF-8, no NUL, not absolute, not empty). */
uint32_t zw_path(const zw_wasi_mem *m, uint32_t ptr, uint32_t len, char out[ZW_PATH_MAX]);
/* Resolves all but the last name, and with `follow` symbolic links there too. With keep_slash a slash after the last name stays there (for
 * the host calls that never follow a last name); else it means "follow, and be a directory". A path that ends in a directory step
 * gives that directory and the name ".". */
uint32_t zw_resolve(zw_wasi *w, zw_handle root, const char *path, bool follow, bool keep_slash, zw_place *place);
void zw_place_close(zw_place *place);
/* ZW_OPEN_*, beneath root. */
uint32_t zw_open_beneath(zw_wasi *w, zw_handle root, const char *path, uint32_t how, zw_handle *host);
uint32_t zw_stat_beneath(zw_wasi *w, zw_handle root, const char *path, bool follow, zw_stat *st);

/* ---- wasi_protect.c ---- */

/* Counts the changes of what is protected; 0: nothing ever was. */
extern uint32_t zw_protect_epoch;
/* Whether an open file is protected. */
bool zw_protected(zw_handle host);
/* W_TXTBSY: the name is a protected file's; W_BUSY: it leads to one, which counts if it `moves`: is renamed, removed or replaced. */
uint32_t zw_name_protected(zw_handle dir, const char *name, bool moves);

#endif
