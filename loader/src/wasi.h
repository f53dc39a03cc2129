/* WASI preview 1 for one guest: a context, and the table of its functions.
 *
 * A context owns its descriptors, arguments and environment; nothing is global, so instances with different preopens live side by
 * side in one process. A context serves one thread at a time.
 *
 * Every function has one shape: it reads its parameters from 16-byte cells (an i32 is the low half of `lo`), writes its result to
 * cells[0].lo (zero-extended), touches guest memory only through `mem`, and never unwinds: the return value says what the caller
 * does next. So native instances and the interpreter (through ctypes) call the same code. */
#ifndef ZW_WASI_H
#define ZW_WASI_H

#include <stddef.h>
#include <stdint.h>

#include "zw_abi.h"

typedef struct zw_wasi zw_wasi;

/* The memory of the caller, as it is for the duration of one call. `base` may be NULL when `size` is 0 (no memory exported). */
typedef struct zw_wasi_mem {
    uint8_t *base;
    uint64_t size;
} zw_wasi_mem;

enum {
    ZW_WASI_OK = 0,          /* cells[0] holds the result */
    ZW_WASI_EXIT = 1,        /* the guest called proc_exit: unwind; the status is zw_wasi_exit_status() */
    ZW_WASI_INTERRUPTED = 2  /* a blocking call was interrupted and *interrupt is set: trap with "interrupt" */
};

typedef int32_t zw_wasi_fn(zw_wasi *ctx, zw_wasi_mem mem, zw_value *cells);

typedef struct zw_wasi_func {
    const char *name;
    const char *signature; /* "iiII:i": i = i32, I = i64; parameters before the colon, results after it */
    zw_wasi_fn *fn;
} zw_wasi_func;

typedef struct zw_wasi_preopen {
    const char *host;  /* host directory, opened by zw_wasi_new; NULL: `dirfd` is opened anew instead, and stays the caller's */
    int dirfd;
    const char *guest; /* name the guest sees, such as "/" or "." */
    int read_only;     /* nothing beneath it can be created, written, renamed or removed */
} zw_wasi_preopen;

enum {
    ZW_WASI_NO_OPENAT2 = 1 /* resolve paths by the component walk even where the kernel has openat2 */
};

typedef struct zw_wasi_config {
    size_t nargs;
    const char *const *args;             /* args[0] is the program's name */
    size_t nenv;
    const char *const *env;              /* "KEY=VALUE" */
    int stdio[3];                        /* host descriptors of 0, 1, 2; -1 or not open: the null device. They stay the caller's. */
    size_t npreopens;
    const zw_wasi_preopen *preopens;     /* the descriptors after the listening sockets, in this order */
    size_t nlisten;
    const int *listen;                   /* listening sockets, descriptors 3, 4, ..., non-blocking; they stay the caller's */
    const volatile uint64_t *interrupt;  /* nonzero: give up blocking calls; may be NULL */
    uint32_t flags;
} zw_wasi_config;

/* NULL on failure with errno set; *bad_preopen (may be NULL) is then the index of the preopen that could not be opened, else -1.
 * Everything in `config` is copied. */
zw_wasi *zw_wasi_new(const zw_wasi_config *config, int *bad_preopen);
void zw_wasi_free(zw_wasi *ctx);

/* Where to look for an interrupt request (the vmctx of the instance exists only after the context does). */
void zw_wasi_set_interrupt(zw_wasi *ctx, const volatile uint64_t *interrupt);

/* The status given to proc_exit; 0 before. */
uint32_t zw_wasi_exit_status(const zw_wasi *ctx);

/* NULL: not a function of WASI. Known modules: "wasi_snapshot_preview1" and "wasi_unstable" (snapshot 0). */
const zw_wasi_func *zw_wasi_lookup(const char *module, const char *name);

/* The i-th known module or NULL past the end; the i-th function of a module or NULL past the end. */
const char *zw_wasi_module(size_t i);
const zw_wasi_func *zw_wasi_func_at(const char *module, size_t i);

/* fn(ctx, {base, size}, cells), for callers that cannot pass a struct by value. */
int32_t zw_wasi_call(zw_wasi *ctx, const zw_wasi_func *func, uint8_t *base, uint64_t size, zw_value *cells);

/* ---- protected files ---- */

typedef struct zw_protection zw_protection;

/* From now on no guest of this process can write, cut, rename, remove or link the regular file behind a descriptor, whatever leads
 * to it, nor rename or remove the directories and symbolic links that lead to its name: to `path`, or (NULL) to what the
 * descriptor was opened by. The descriptor stays the caller's. NULL on failure, with errno set. */
zw_protection *zw_wasi_protect(int fd, const char *path);
void zw_wasi_unprotect(zw_protection *protection); /* NULL: nothing to do */

#endif
