/* What WASI asks of the system that it runs on. Each system has a room: wasi_host_posix*.c with wasi_host_linux.c or
 * wasi_host_darwin.c, and wasi_host_windows*.c. Rules (rights, paths, layouts, protection) are not decided here.
 *
 * A function returns an error number of WASI, W_SUCCESS if all is well; what a system cannot do is W_NOTSUP. Where a directory comes with
 * a name, the name is one step (".": the directory itself), and a symbolic link of that name is never followed. */
#ifndef ZW_WASI_HOST_H
#define ZW_WASI_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Error numbers of the specification, in its order. */
enum {
    W_SUCCESS, W_2BIG, W_ACCES, W_ADDRINUSE, W_ADDRNOTAVAIL, W_AFNOSUPPORT, W_AGAIN, W_ALREADY, W_BADF, W_BADMSG, W_BUSY, W_CANCELED,
    W_CHILD, W_CONNABORTED, W_CONNREFUSED, W_CONNRESET, W_DEADLK, W_DESTADDRREQ, W_DOM, W_DQUOT, W_EXIST, W_FAULT, W_FBIG,
    W_HOSTUNREACH, W_IDRM, W_ILSEQ, W_INPROGRESS, W_INTR, W_INVAL, W_IO, W_ISCONN, W_ISDIR, W_LOOP, W_MFILE, W_MLINK, W_MSGSIZE,
    W_MULTIHOP, W_NAMETOOLONG, W_NETDOWN, W_NETRESET, W_NETUNREACH, W_NFILE, W_NOBUFS, W_NODEV, W_NOENT, W_NOEXEC, W_NOLCK,
    W_NOLINK, W_NOMEM, W_NOMSG, W_NOPROTOOPT, W_NOSPC, W_NOSYS, W_NOTCONN, W_NOTDIR, W_NOTEMPTY, W_NOTRECOVERABLE, W_NOTSOCK,
    W_NOTSUP, W_NOTTY, W_NXIO, W_OVERFLOW, W_OWNERDEAD, W_PERM, W_PIPE, W_PROTO, W_PROTONOSUPPORT, W_PROTOTYPE, W_RANGE, W_ROFS,
    W_SPIPE, W_SRCH, W_STALE, W_TIMEDOUT, W_TXTBSY, W_XDEV, W_NOTCAPABLE,
    W_INTERRUPTED = 0x10000, /* not an error number: the call becomes ZW_WASI_INTERRUPTED */
    W_EXIT = 0x10001         /* likewise ZW_WASI_EXIT */
};
_Static_assert(W_NOTCAPABLE == 76, "the specification has 77 error numbers");

enum { /* file types */
    FT_UNKNOWN, FT_BLOCK_DEVICE, FT_CHARACTER_DEVICE, FT_DIRECTORY, FT_REGULAR_FILE, FT_SOCKET_DGRAM, FT_SOCKET_STREAM, FT_SYMBOLIC_LINK
};

enum { FDFLAG_APPEND = 1, FDFLAG_DSYNC = 2, FDFLAG_NONBLOCK = 4, FDFLAG_RSYNC = 8, FDFLAG_SYNC = 16, FDFLAGS_SYNC = 26, FDFLAGS_ALL = 31 };

enum {
    ZW_PATH_MAX = 4096, /* bytes of a path, its NUL included */
    ZW_NAME_MAX = 255   /* bytes of one name in it */
};

/* An open file: a descriptor where the system has those, else the address of a record. */
typedef intptr_t zw_handle;
#define ZW_NO_HANDLE ((zw_handle)-1)

/* ---- the caller's descriptors, and the end of all ---- */

/* A descriptor of the C library (on Windows also a socket, for zw_sys_listener), which stays the caller's. */
uint32_t zw_sys_borrow(int fd, zw_handle *out);
uint32_t zw_sys_listener(int socket, zw_handle *out);
/* One more for the same file, that is ours. */
uint32_t zw_sys_duplicate(zw_handle h, zw_handle *out);
uint32_t zw_sys_null(zw_handle *out);
/* `owned`: the file too, not only what was made to borrow it. */
void zw_sys_close(zw_handle h, bool owned);
/* How many files a process may have open; UINT64_MAX: nobody counts them. */
uint64_t zw_sys_most_files(void);
/* Makes errno say what an error number of WASI says, for strerror. */
void zw_sys_set_errno(uint32_t error);

/* ---- opening ---- */

enum { /* how; neither READ nor WRITE: as if READ */
    ZW_OPEN_READ = 1, ZW_OPEN_WRITE = 2, ZW_OPEN_CREATE = 4, ZW_OPEN_EXCLUSIVE = 8, ZW_OPEN_DIRECTORY = 16,
    ZW_OPEN_NOFOLLOW = 32, /* not of the last name either */
    ZW_OPEN_LOOK = 64,     /* only to be asked about, or to be the start of paths */
    ZW_OPEN_FLAGS = 8      /* FDFLAG_*, shifted by this much */
};

/* By a path of the host, or (NULL) anew the directory behind a descriptor, so that neither moves the other's position. */
uint32_t zw_sys_open_directory(const char *path, int fd, zw_handle *out);
/* W_LOOP: the name is a link. */
uint32_t zw_sys_open_at(zw_handle dir, const char *name, uint32_t how, zw_handle *out);
/* A directory on the way: W_NOTDIR or W_LOOP if the name is something else. */
uint32_t zw_sys_enter(zw_handle dir, const char *name, zw_handle *out);
/* A path with links in it, that cannot lead out of `root` (W_PERM), in one step: only where zw_sys_resolves says so. W_AGAIN: something
 * was renamed meanwhile, and the system is not sure. */
uint32_t zw_sys_open_beneath(zw_handle root, const char *path, uint32_t how, zw_handle *out);
bool zw_sys_resolves(zw_handle root);
/* Opens the root that an absolute path begins with; *rest is what follows it. */
uint32_t zw_sys_open_root(const char *path, zw_handle *out, const char **rest);
extern const char zw_sys_separators[]; /* between the names of a path of the host */

/* ---- attributes ---- */

typedef struct zw_stat {
    uint64_t dev, ino, nlink, size, atim, mtim, ctim; /* times in nanoseconds since 1970 */
    uint8_t type;                                     /* FT_* */
} zw_stat;

typedef struct zw_nature {
    uint8_t type;
    bool reads, writes; /* what it was opened for */
    bool terminal;
} zw_nature;

enum { ZW_TIME_KEPT, ZW_TIME_NOW, ZW_TIME_GIVEN };
typedef struct zw_time {
    uint8_t how;
    uint64_t ns;
} zw_time;

uint32_t zw_sys_stat(zw_handle h, zw_stat *st);
uint32_t zw_sys_stat_at(zw_handle dir, const char *name, zw_stat *st);
uint32_t zw_sys_stat_path(const char *path, zw_stat *st); /* of the host; links are followed */
uint32_t zw_sys_nature(zw_handle h, zw_nature *nature);
uint32_t zw_sys_flags(zw_handle h, uint32_t *fdflags);
uint32_t zw_sys_set_flags(zw_handle h, uint32_t fdflags); /* FDFLAG_APPEND and _NONBLOCK */
uint32_t zw_sys_set_size(zw_handle h, uint64_t size);
uint32_t zw_sys_set_times(zw_handle h, const zw_time times[2]); /* of access, of modification */
uint32_t zw_sys_set_times_at(zw_handle dir, const char *name, const zw_time times[2]);
/* Whether it lies where the memory of this process is a file. */
bool zw_sys_is_memory(zw_handle h);

/* ---- names ---- */

uint32_t zw_sys_make_directory(zw_handle dir, const char *name);
uint32_t zw_sys_remove(zw_handle dir, const char *name, bool directory);
uint32_t zw_sys_link(zw_handle from, const char *name, zw_handle to, const char *new_name);
uint32_t zw_sys_rename(zw_handle from, const char *name, zw_handle to, const char *new_name);
uint32_t zw_sys_symlink(const char *target, zw_handle dir, const char *name);
/* At most `room` bytes, without a NUL. W_INVAL: not a link. */
uint32_t zw_sys_readlink(zw_handle dir, const char *name, char *target, size_t room, size_t *n);
/* The absolute name by which a file was opened, as of now; false: there is none. */
bool zw_sys_name(zw_handle h, char name[ZW_PATH_MAX]);
/* The same path of the host, from its root on; `size` bytes for it. */
bool zw_sys_absolute(const char *path, char *out, size_t size);

/* ---- directories ---- */

typedef struct zw_listing zw_listing; /* what a system keeps between two scans of a directory; NULL: nothing */
void zw_listing_free(zw_listing *listing);

typedef struct zw_entry {
    uint64_t next, ino; /* next: the cookie of the entry after this one */
    uint8_t type;
    const char *name;
} zw_entry;

typedef struct zw_scan {
    zw_handle dir;
    zw_listing *listing;
    size_t at, n;
    _Alignas(8) char batch[4096];
} zw_scan;

/* `kept` lives as long as the directory is open. W_INVAL: no cookie of this directory. */
uint32_t zw_scan_start(zw_scan *s, zw_handle dir, zw_listing **kept, uint64_t cookie);
uint32_t zw_scan_more(zw_scan *s, bool *end);     /* entries from the system */
bool zw_scan_next(zw_scan *s, zw_entry *entry);   /* one of them; false: ask for more */

/* ---- contents ---- */

typedef struct zw_iov {
    void *base;
    size_t len;
} zw_iov;

enum { ZW_SEEK_SET, ZW_SEEK_CUR, ZW_SEEK_END };

uint32_t zw_sys_read(zw_handle h, const zw_iov *iov, int n, size_t *done);
/* `pipe`: it may have lost its readers, which is an error number for the guest and never a signal for the host. */
uint32_t zw_sys_write(zw_handle h, const zw_iov *iov, int n, bool pipe, size_t *done);
uint32_t zw_sys_pread(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done);
uint32_t zw_sys_pwrite(zw_handle h, const zw_iov *iov, int n, uint64_t offset, size_t *done);
uint32_t zw_sys_seek(zw_handle h, int64_t offset, int whence, uint64_t *at);
uint32_t zw_sys_advise(zw_handle h, uint64_t offset, uint64_t size, uint32_t advice); /* the advice as WASI numbers it */
uint32_t zw_sys_allocate(zw_handle h, uint64_t offset, uint64_t size);
uint32_t zw_sys_sync(zw_handle h, bool data_only);

/* ---- waiting, clocks, chance ---- */

enum { ZW_POLL_READ = 1, ZW_POLL_WRITE = 2, ZW_POLL_HANGUP = 4, ZW_POLL_BAD = 8, ZW_POLL_READY = 16 };

typedef struct zw_poll {
    zw_handle handle;
    uint8_t wants; /* ZW_POLL_READ or _WRITE */
    uint8_t is;    /* afterwards: nothing, or READY and perhaps HANGUP or BAD */
} zw_poll;

#define ZW_FOREVER UINT64_MAX

/* Waits for one of them, at most so many nanoseconds; *ready counts them. W_INTR: a signal came. */
uint32_t zw_sys_poll(zw_poll *polls, uint32_t n, uint64_t timeout, uint32_t *ready);
uint64_t zw_sys_available(zw_handle h); /* bytes that can be read at once, 0 if nobody knows */
uint32_t zw_sys_clock(uint32_t id, uint64_t *ns); /* the clock as WASI numbers it, 0 to 3 */
uint32_t zw_sys_clock_resolution(uint32_t id, uint64_t *ns);
uint32_t zw_sys_random(uint8_t *out, size_t size, size_t *done);
void zw_sys_yield(void);

/* ---- sockets ---- */

enum { ZW_RECV_PEEK = 1, ZW_RECV_WAITALL = 2 };

uint32_t zw_sys_accept(zw_handle h, bool nonblock, zw_handle *out);
uint32_t zw_sys_recv(zw_handle h, const zw_iov *iov, int n, uint32_t how, size_t *done, bool *cut); /* cut: a datagram was longer */
uint32_t zw_sys_send(zw_handle h, const zw_iov *iov, int n, bool wait, size_t *done);
uint32_t zw_sys_shutdown(zw_handle h, bool reading, bool writing);

/* ---- one lock, for what all contexts of a process share ---- */

void zw_sys_lock(void);
void zw_sys_unlock(void);

#endif
