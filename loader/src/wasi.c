/* The WASI context, its table of descriptors, and the table of functions. */
#include "wasi_impl.h"

#include <stdlib.h>

bool zw_interrupted(const zw_wasi *w) {
    return w->interrupt && *w->interrupt;
}

/* ---- descriptors ---- */

zw_file *zw_file_at(zw_wasi *w, uint32_t fd) {
    return fd < w->nfiles && w->files[fd].host != ZW_NO_HANDLE ? &w->files[fd] : NULL;
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
    uint64_t n = zw_sys_most_files();
    return __atomic_load_n(&held, __ATOMIC_SEQ_CST) < n - (n / 4 < HOST_RESERVE ? n / 4 : HOST_RESERVE);
}

uint32_t zw_file_add(zw_wasi *w, const zw_file *file, uint32_t from, uint32_t *fd) {
    uint32_t i = from;
    while (i < w->nfiles && w->files[i].host != ZW_NO_HANDLE)
        i++;
    if (i >= w->nfiles) {
        uint32_t n = w->nfiles ? w->nfiles * 2 : 8;
        zw_file *files = n > 0x1000000 ? NULL : realloc(w->files, n * sizeof *files);
        if (!files)
            return W_MFILE;
        for (uint32_t k = w->nfiles; k < n; k++)
            files[k] = (zw_file){.host = ZW_NO_HANDLE};
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
    zw_sys_close(f->host, f->owned);
    if (f->counted)
        __atomic_fetch_sub(&held, 1, __ATOMIC_SEQ_CST);
    free(f->preopen);
    zw_listing_free(f->listing);
    *f = (zw_file){.host = ZW_NO_HANDLE};
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

/* A descriptor of the caller's; in place of a standard stream that is not open, the null device: else the first file that the guest
 * opens would be that stream. */
static uint32_t add_stream(zw_wasi *w, int host, uint32_t from, uint64_t drop, bool listens) {
    uint32_t fd;
    zw_file f = {.listens = listens, .nonblock = listens};
    uint32_t error = listens ? zw_sys_listener(host, &f.host) : zw_sys_borrow(host, &f.host);
    if (error || zw_classify(f.host, &f.type, &f.base) != W_SUCCESS) {
        zw_file_drop(&f);
        if (listens || zw_sys_null(&f.host) != W_SUCCESS)
            return W_SUCCESS;
        f.owned = true;
        if (zw_classify(f.host, &f.type, &f.base) != W_SUCCESS) {
            zw_file_drop(&f);
            return W_SUCCESS;
        }
    }
    /* A redirected stream is a stream still: no directory to walk, no file to cut short or to overwrite at its beginning. */
    f.base &= f.type == FT_DIRECTORY ? R_FD_FILESTAT_GET : R_SOCKET | R_FD_SEEK | R_FD_TELL | R_FD_ADVISE;
    f.base &= ~drop;
    error = zw_file_add(w, &f, from, &fd);
    if (error)
        zw_file_drop(&f);
    return error ? W_NOMEM : W_SUCCESS;
}

static uint32_t add_preopen(zw_wasi *w, const zw_wasi_preopen *p, bool try_host) {
    zw_file f = {.type = FT_DIRECTORY, .owned = true, .read_only = p->read_only != 0, .base = R_DIRECTORY, .inheriting = R_ALL};
    uint32_t fd, error = zw_sys_open_directory(p->host, p->dirfd, &f.host);
    if (error)
        return error;
    size_t len = strlen(p->guest);
    f.preopen = len < 0x7fffffff ? malloc(len + 1) : NULL;
    if (f.preopen) {
        memcpy(f.preopen, p->guest, len + 1);
        f.preopen_len = (uint32_t)len;
    }
    if (!f.preopen || zw_file_add(w, &f, FIRST_PREOPEN, &fd) != W_SUCCESS) {
        zw_file_drop(&f);
        return W_NOMEM;
    }
    if (try_host && !w->resolves)
        w->resolves = zw_sys_resolves(f.host);
    return W_SUCCESS;
}

static uint32_t fill(zw_wasi *w, const zw_wasi_config *c, int *bad_preopen) {
    uint32_t error = W_SUCCESS;
    if (!copy_strings(&w->args, c->nargs, c->args) || !copy_strings(&w->env, c->nenv, c->env))
        return W_NOMEM;
    w->interrupt = c->interrupt;
    for (uint32_t i = 0; !error && i < FIRST_PREOPEN; i++) /* the input is never written, the outputs are never read, even on one terminal */
        error = add_stream(w, c->stdio[i], i, i == 0 ? R_WRITING : R_FD_READ | R_FD_SEEK, false);
    for (size_t i = 0; !error && i < c->nlisten; i++)
        error = add_stream(w, c->listen[i], FIRST_PREOPEN, R_FD_READ | R_FD_WRITE | R_SOCK_SHUTDOWN, true);
    for (size_t i = 0; !error && i < c->npreopens; i++) {
        error = add_preopen(w, &c->preopens[i], !(c->flags & ZW_WASI_NO_OPENAT2));
        if (error && bad_preopen)
            *bad_preopen = (int)i;
    }
    return error;
}

zw_wasi *zw_wasi_new(const zw_wasi_config *config, int *bad_preopen) {
    if (bad_preopen)
        *bad_preopen = -1;
    zw_wasi *w = calloc(1, sizeof *w);
    uint32_t error = w ? fill(w, config, bad_preopen) : W_NOMEM;
    if (!error)
        return w;
    zw_wasi_free(w);
    zw_sys_set_errno(error);
    return NULL;
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
