/* The WASI context, its table of descriptors, the table of error numbers, and the table of functions. */
#include "wasi_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* ---- error numbers: host to guest ---- */

static const struct { int host; uint16_t guest; } error_map[] = {
    {E2BIG, W_2BIG}, {EACCES, W_ACCES}, {EADDRINUSE, W_ADDRINUSE}, {EADDRNOTAVAIL, W_ADDRNOTAVAIL}, {EAFNOSUPPORT, W_AFNOSUPPORT},
    {EAGAIN, W_AGAIN}, {EALREADY, W_ALREADY}, {EBADF, W_BADF}, {EBADMSG, W_BADMSG}, {EBUSY, W_BUSY}, {ECANCELED, W_CANCELED},
    {ECHILD, W_CHILD}, {ECONNABORTED, W_CONNABORTED}, {ECONNREFUSED, W_CONNREFUSED}, {ECONNRESET, W_CONNRESET}, {EDEADLK, W_DEADLK},
    {EDESTADDRREQ, W_DESTADDRREQ}, {EDOM, W_DOM}, {EDQUOT, W_DQUOT}, {EEXIST, W_EXIST}, {EFAULT, W_FAULT}, {EFBIG, W_FBIG},
    {EHOSTUNREACH, W_HOSTUNREACH}, {EIDRM, W_IDRM}, {EILSEQ, W_ILSEQ}, {EINPROGRESS, W_INPROGRESS}, {EINTR, W_INTR},
    {EINVAL, W_INVAL}, {EIO, W_IO}, {EISCONN, W_ISCONN}, {EISDIR, W_ISDIR}, {ELOOP, W_LOOP}, {EMFILE, W_MFILE}, {EMLINK, W_MLINK},
    {EMSGSIZE, W_MSGSIZE}, {EMULTIHOP, W_MULTIHOP}, {ENAMETOOLONG, W_NAMETOOLONG}, {ENETDOWN, W_NETDOWN}, {ENETRESET, W_NETRESET},
    {ENETUNREACH, W_NETUNREACH}, {ENFILE, W_NFILE}, {ENOBUFS, W_NOBUFS}, {ENODEV, W_NODEV}, {ENOENT, W_NOENT}, {ENOEXEC, W_NOEXEC},
    {ENOLCK, W_NOLCK}, {ENOLINK, W_NOLINK}, {ENOMEM, W_NOMEM}, {ENOMSG, W_NOMSG}, {ENOPROTOOPT, W_NOPROTOOPT}, {ENOSPC, W_NOSPC},
    {ENOSYS, W_NOSYS}, {ENOTCONN, W_NOTCONN}, {ENOTDIR, W_NOTDIR}, {ENOTEMPTY, W_NOTEMPTY}, {ENOTRECOVERABLE, W_NOTRECOVERABLE},
    {ENOTSOCK, W_NOTSOCK}, {EOPNOTSUPP, W_NOTSUP}, {ENOTTY, W_NOTTY}, {ENXIO, W_NXIO}, {EOVERFLOW, W_OVERFLOW},
    {EOWNERDEAD, W_OWNERDEAD}, {EPERM, W_PERM}, {EPIPE, W_PIPE}, {EPROTO, W_PROTO}, {EPROTONOSUPPORT, W_PROTONOSUPPORT},
    {EPROTOTYPE, W_PROTOTYPE}, {ERANGE, W_RANGE}, {EROFS, W_ROFS}, {ESPIPE, W_SPIPE}, {ESRCH, W_SRCH}, {ESTALE, W_STALE},
    {ETIMEDOUT, W_TIMEDOUT}, {ETXTBSY, W_TXTBSY}, {EXDEV, W_XDEV},
};

uint32_t zw_wasi_error(int host_errno) {
    for (size_t i = 0; i < sizeof error_map / sizeof error_map[0]; i++)
        if (error_map[i].host == host_errno)
            return error_map[i].guest;
    return W_IO;
}

bool zw_interrupted(const zw_wasi *w) {
    return w->interrupt && *w->interrupt;
}

/* ---- descriptors ---- */

zw_file *zw_file_at(zw_wasi *w, uint32_t fd) {
    return fd < w->nfiles && w->files[fd].host >= 0 ? &w->files[fd] : NULL;
}

zw_file *zw_file_with(zw_wasi *w, uint32_t fd, uint64_t rights, uint32_t *error) {
    zw_file *f = zw_file_at(w, fd);
    if (!f) {
        *error = W_BADF;
        return NULL;
    }
    if ((f->base & rights) != rights) {
        *error = W_NOTCAPABLE;
        return NULL;
    }
    if (rights & R_WRITING && zw_file_frozen(f)) {
        *error = W_TXTBSY;
        return NULL;
    }
    *error = W_SUCCESS;
    return f;
}

bool zw_file_frozen(zw_file *f) {
    uint32_t epoch = __atomic_load_n(&zw_protect_epoch, __ATOMIC_SEQ_CST);
    if (f->epoch != epoch) {
        f->frozen = f->type == FT_REGULAR_FILE && zw_protected(f->host);
        f->epoch = epoch;
    }
    return f->frozen;
}

enum { HOST_RESERVE = 256 };

static uint64_t held; /* by the guests of all contexts */

bool zw_file_room(void) {
    struct rlimit most;
    if (getrlimit(RLIMIT_NOFILE, &most) != 0)
        return true;
    uint64_t n = most.rlim_cur;
    return __atomic_load_n(&held, __ATOMIC_SEQ_CST) < n - (n / 4 < HOST_RESERVE ? n / 4 : HOST_RESERVE);
}

uint32_t zw_file_add(zw_wasi *w, const zw_file *file, uint32_t from, uint32_t *fd) {
    uint32_t i = from;
    while (i < w->nfiles && w->files[i].host >= 0)
        i++;
    if (i >= w->nfiles) {
        uint32_t n = w->nfiles ? w->nfiles * 2 : 16;
        zw_file *files = n > 0x1000000 ? NULL : realloc(w->files, n * sizeof *files);
        if (!files)
            return W_MFILE;
        for (uint32_t k = w->nfiles; k < n; k++)
            files[k] = (zw_file){.host = -1};
        w->files = files;
        w->nfiles = n;
    }
    w->files[i] = *file;
    if (file->owned) {
        w->files[i].counted = true;
        __atomic_fetch_add(&held, 1, __ATOMIC_SEQ_CST);
    }
    *fd = i;
    return W_SUCCESS;
}

void zw_file_drop(zw_file *f) {
    if (f->owned && f->host >= 0)
        close(f->host);
    if (f->counted)
        __atomic_fetch_sub(&held, 1, __ATOMIC_SEQ_CST);
    free(f->preopen);
    *f = (zw_file){.host = -1};
}

/* ---- making and freeing a context ---- */

static bool copy_strings(zw_strings *s, size_t count, const char *const *strings) {
    for (size_t i = 0; i < count; i++)
        s->size += strlen(strings[i]) + 1;
    s->bytes = malloc(s->size ? s->size : 1);
    if (!s->bytes)
        return false;
    char *p = s->bytes;
    for (size_t i = 0; i < count; i++) {
        size_t n = strlen(strings[i]) + 1;
        memcpy(p, strings[i], n);
        p += n;
    }
    s->count = count;
    return true;
}

enum { FIRST_PREOPEN = 3 };

static bool fail(int error) {
    errno = error;
    return false;
}

/* A descriptor of the caller's; in place of a standard stream that is not open, the null device: else the first file that the guest
 * opens would be that stream. */
static bool add_stream(zw_wasi *w, int host, uint32_t from, uint64_t drop, bool listens) {
    uint32_t fd;
    zw_file f = {.host = host, .listens = listens, .nonblock = listens};
    if (host < 0 || zw_classify(host, &f.type, &f.base) != W_SUCCESS) {
        f.owned = !listens && (f.host = open("/dev/null", O_RDWR | O_CLOEXEC)) >= 0;
        if (!f.owned || zw_classify(f.host, &f.type, &f.base) != W_SUCCESS)
            return true;
    }
    /* A redirected stream is a stream still: no directory to walk, no file to cut short or to overwrite at its beginning. */
    f.base &= f.type == FT_DIRECTORY ? R_FD_FILESTAT_GET : R_SOCKET | R_FD_SEEK | R_FD_TELL | R_FD_ADVISE;
    f.base &= ~drop;
    return zw_file_add(w, &f, from, &fd) == W_SUCCESS || fail(ENOMEM);
}

static bool add_preopen(zw_wasi *w, const zw_wasi_preopen *p, bool try_openat2) {
    /* A description of its own, so that reading the directory does not move the caller's position. */
    int host = openat(p->host ? AT_FDCWD : p->dirfd, p->host ? p->host : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (host < 0)
        return false;
    zw_file f = {.host = host, .type = FT_DIRECTORY, .owned = true, .read_only = p->read_only != 0};
    f.base = R_DIRECTORY;
    f.inheriting = R_ALL;
    size_t len = strlen(p->guest);
    f.preopen = len < 0x7fffffff ? malloc(len + 1) : NULL;
    uint32_t fd;
    if (f.preopen) {
        memcpy(f.preopen, p->guest, len + 1);
        f.preopen_len = (uint32_t)len;
    }
    if (!f.preopen || zw_file_add(w, &f, FIRST_PREOPEN, &fd) != W_SUCCESS) {
        zw_file_drop(&f);
        return fail(ENOMEM);
    }
    if (try_openat2 && !w->openat2)
        w->openat2 = zw_have_openat2(host);
    return true;
}

static bool fill(zw_wasi *w, const zw_wasi_config *c, int *bad_preopen) {
    if (!copy_strings(&w->args, c->nargs, c->args) || !copy_strings(&w->env, c->nenv, c->env))
        return fail(ENOMEM);
    w->interrupt = c->interrupt;
    for (uint32_t i = 0; i < FIRST_PREOPEN; i++) /* the input is never written, the outputs are never read, even on one terminal */
        if (!add_stream(w, c->stdio[i], i, i == 0 ? R_WRITING : R_FD_READ | R_FD_SEEK, false))
            return false;
    for (size_t i = 0; i < c->nlisten; i++)
        if (!add_stream(w, c->listen[i], FIRST_PREOPEN, R_FD_READ | R_FD_WRITE | R_SOCK_SHUTDOWN, true))
            return false;
    for (size_t i = 0; i < c->npreopens; i++)
        if (!add_preopen(w, &c->preopens[i], !(c->flags & ZW_WASI_NO_OPENAT2))) {
            if (bad_preopen)
                *bad_preopen = (int)i;
            return false;
        }
    return true;
}

zw_wasi *zw_wasi_new(const zw_wasi_config *config, int *bad_preopen) {
    if (bad_preopen)
        *bad_preopen = -1;
    zw_wasi *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    if (!fill(w, config, bad_preopen)) {
        int error = errno;
        zw_wasi_free(w);
        errno = error;
        return NULL;
    }
    return w;
}

void zw_wasi_free(zw_wasi *w) {
    if (!w)
        return;
    for (uint32_t i = 0; i < w->nfiles; i++)
        zw_file_drop(&w->files[i]);
    free(w->files);
    free(w->args.bytes);
    free(w->env.bytes);
    free(w);
}

void zw_wasi_set_interrupt(zw_wasi *w, const volatile uint64_t *interrupt) {
    w->interrupt = interrupt;
}

uint32_t zw_wasi_exit_status(const zw_wasi *w) {
    return w->exit_status;
}

/* ---- functions by name ---- */

#define ENTRY(name, signature) {#name, signature, zw_wasi_##name},
static const zw_wasi_func functions[] = {ZW_WASI_FUNCTIONS(ENTRY)};
static const zw_wasi_func functions_0[] = {ZW_WASI_FUNCTIONS_0(ENTRY)}; /* these names end in "_0" */

enum { NFUNCTIONS = sizeof functions / sizeof functions[0], NFUNCTIONS_0 = sizeof functions_0 / sizeof functions_0[0] };
_Static_assert(NFUNCTIONS == 46, "the specification has 46 functions");

static const char *const modules[] = {"wasi_snapshot_preview1", "wasi_unstable"};

static int module_index(const char *module) {
    for (int i = 0; i < 2; i++)
        if (strcmp(module, modules[i]) == 0)
            return i;
    return -1;
}

const zw_wasi_func *zw_wasi_lookup(const char *module, const char *name) {
    int which = module_index(module);
    if (which < 0 || (which == 1 && strcmp(name, "sock_accept") == 0))
        return NULL;
    size_t len = strlen(name);
    if (which == 1)
        for (int i = 0; i < NFUNCTIONS_0; i++)
            if (strncmp(functions_0[i].name, name, len) == 0 && strcmp(functions_0[i].name + len, "_0") == 0)
                return &functions_0[i];
    for (int i = 0; i < NFUNCTIONS; i++)
        if (strcmp(functions[i].name, name) == 0)
            return &functions[i];
    return NULL;
}

const char *zw_wasi_module(size_t i) {
    return i < 2 ? modules[i] : NULL;
}

const zw_wasi_func *zw_wasi_func_at(const char *module, size_t i) {
    for (size_t k = 0; k < NFUNCTIONS; k++) {
        const zw_wasi_func *f = zw_wasi_lookup(module, functions[k].name);
        if (f && i-- == 0)
            return f;
    }
    return NULL;
}

int32_t zw_wasi_call(zw_wasi *ctx, const zw_wasi_func *func, uint8_t *base, uint64_t size, zw_value *cells) {
    return func->fn(ctx, (zw_wasi_mem){base, size}, cells);
}
