/* What the files of the loader share. */
#ifndef ZW_H
#define ZW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zw_abi.h"
#include "os.h"
#include "zw_cwasm.h"
#include "zwasm.h"

struct zw_func {
    zw_funcref ref;
};

struct zw_global {
    zw_store *store;
    zw_value *cell;
    zw_valtype type;
    uint32_t is_mutable;
};

struct zw_tag {
    zw_store *store;
    uint32_t type_id;
};

struct zw_mem {
    zw_memory m;
    zw_store *store;
    struct zw_mem *next;
    zw_vmctx **users; /* instances that have it as memory 0 */
    uint32_t nusers, cap;
    uint64_t max_pages; /* of its type, all ones: none */
};

struct zw_tab {
    zw_table t;
    zw_store *store;
    struct zw_tab *next;
    uint64_t cap;      /* elements that base has room for */
    uint64_t type_max; /* of its type, all ones: none */
    bool dirty;        /* what base has room for may not be null: a growth was interrupted */
};

/* Anything that lives as long as its store. */
typedef struct zw_block {
    struct zw_block *next;
    uint64_t pad;
} zw_block;

/* What lies where, in the order of the addresses, and which one was found last. */
typedef struct zw_range {
    uint64_t start, size;
    void *of;
} zw_range;

typedef struct zw_index {
    zw_range *rows;
    uint32_t n, cap, last;
    zw_range first; /* most have one row, which costs no allocation */
} zw_index;

/* Host functions of a store. */
typedef struct zw_hostnode {
    zw_hostfunc hf;
    struct zw_hostnode *next;
} zw_hostnode;

struct zw_store {
    zw_index modules; /* by the addresses of their code */
    zw_index vmctxs; /* of the instances */
    zw_index refs;   /* to functions of the instances */
    zw_instance *instances;
    zw_hostnode *hosts;
    zw_mem *mems;
    zw_tab *tabs;
    zw_block *blocks;
    uint64_t memory_limit, memory_used; /* bytes, of memories and tables */
    uint64_t stack_limit; /* of the thread that runs the store */
    volatile uint64_t interrupt;
    uint64_t *held; /* bits: ids of types that it counts on; nheld words */
    uint32_t nheld;
    uint64_t changes; /* of interrupt, of stack_limit and of instances */
#if defined(ZW_DEBUG)
    const void *user; /* the thread that uses it; NULL: none, or a host function runs */
    uint32_t depth;
#endif
};

struct zw_module {
    zw_store *store;
    uint32_t users; /* whoever loaded it, and its instances */
    int fd; /* for images; -1: they were copied */
    const uint8_t *file; /* the container; images are not there when fd >= 0 */
    size_t file_size;
    uint8_t *bytes; /* the same in memory of its own, of `room` bytes; 0: static */
    size_t room;
    uint64_t file_at; /* where it starts in the file */
    const uint8_t *text; /* of a static one: where its code is; else NULL */
    uint64_t text_size;
    struct zw_protection *protection; /* of the file from its guests */
    char *name; /* for whoever reads what a crash says; NULL: it has none */
    const zw_cw_header *h;
    const uint8_t *part[ZW_CW_PARTS];
    uint64_t part_size[ZW_CW_PARTS];
    const void *table[ZW_CW_TABLES];
    uint32_t count[ZW_CW_TABLES];
    uint32_t *type_ids; /* of its types; it counts on the first ntypes */
    uint32_t ntypes, nfuncs;
    uint32_t *by_name; /* exports, found by the hash of their names: index + 1, or 0; NULL: not needed yet */
    uint64_t by_name_size;
};

/* The records of a table: ROWS(module, CODE, code)[i].off */
#define ZW_ROWS(module, NAME, name) ((const zw_cw_##name *)(module)->table[ZW_CW_TABLE_##NAME])
#define ZW_COUNT(module, NAME) ((module)->count[ZW_CW_TABLE_##NAME])

struct zw_instance {
    zw_module *module;
    zw_store *store;
    struct zw_instance *next;
    zw_vmctx *vmctx;
    zw_func **funcs;    /* vmctx->funcrefs */
    zw_func *refs;      /* one per row of the module's refs, zero for imports */
    zw_mem **mems;      /* all, imported first */
    zw_tab **tabs;
    zw_global *globals;
    zw_tag **tags;
    uint64_t *data_len; /* 0 once dropped */
    uint64_t *elem_len;
    uint64_t **elem_refs; /* values of segments whose items are expressions */
    zw_mem *wasi_memory;  /* exported as "memory" */
    uint8_t *poll;        /* of interruptible code: the area that it polls, and after it the vmctx */
    uint64_t poll_size;
};

/* Without a call, so that signal handlers may: where the object format knows how. */
#if defined(__ELF__)
#define ZW_THREAD_LOCAL __thread __attribute__((tls_model("initial-exec")))
#else
#define ZW_THREAD_LOCAL __thread
#endif

static inline zw_import *zw_imports(const zw_instance *inst)
{
    return (zw_import *)((uint8_t *)inst->vmctx + inst->module->h->vmctx_imports);
}

/* Per thread. */
typedef struct zw_thread {
    zw_os_thread os;
    zw_activation *act;             /* whose code runs now; NULL in the host's */
    uint64_t stack_limit;           /* of guests on it */
    uint64_t calls;                 /* of guests, that have not ended */
    uint32_t trap, status, nframes, pad;
    uint64_t depth;
    uint64_t pcs[ZW_MAX_FRAMES];
    const char *detail; /* of a ZW_TRAP_HOST: what failed; NULL: that is not known */
} zw_thread;

/* A type of the process-wide registry. */
typedef struct zw_type {
    uint32_t kind, is_final, parent, depth, nparams, nresults; /* parent: id or ZW_CW_NONE; a struct's fields are params */
    struct zw_typegroup *group;
    const zw_valtype *types;
} zw_type;

#define ZW_TYPES_MOST (1u << 22)
#define ZW_TYPE_MEMBER 0x100u /* in the words of a group: a heap type is a member of the group */

/* error.c */
int zw_fail(zw_error *err, uint32_t kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
void *zw_fail_null(zw_error *err, uint32_t kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
const char *zw_trap_message(uint32_t code);
int zw_fail_trap(zw_error *err, uint32_t code); /* a trap outside of code: there is no backtrace */

/* alloc.c */
void *zw_alloc(zw_store *store, size_t size); /* zeroed, lives as long as the store; NULL: out of memory */
uint64_t zw_store_room(const zw_store *store); /* bytes that memories and tables may still take */

/* store.c */
/* To be called when there is a new instance, or a new stack limit: a request may have come before. */
void zw_store_heed(zw_store *store);
void zw_store_limit_stack(zw_store *store, uint64_t limit);

/* What was the newest of a store at some time; releasing frees all that was made since. */
typedef struct zw_mark {
    const zw_mem *mems;
    const zw_tab *tabs;
    const zw_block *blocks;
    zw_hostnode *hosts;
} zw_mark;
zw_mark zw_store_mark(const zw_store *store);
void zw_store_release(zw_store *store, zw_mark mark);

/* hash.c */
uint64_t zw_hash(const void *bytes, size_t n);

/* debug.c. ALONE: for the rest of the block no other thread uses the store; LEND and TAKE_BACK: but for a host function. */
#if defined(ZW_DEBUG)
zw_store *zw_debug_enter(zw_store *store);
void zw_debug_leave(zw_store **store);
uint32_t zw_debug_lend(zw_store *store);
void zw_debug_take_back(zw_store *store, uint32_t depth);
#define ZW_ALONE(of) __attribute__((cleanup(zw_debug_leave), unused)) zw_store *alone = zw_debug_enter(of)
#define ZW_LEND(of) uint32_t lent = zw_debug_lend(of)
#define ZW_TAKE_BACK(of) zw_debug_take_back(of, lent)
#else
#define ZW_ALONE(of) ((void)(of))
#define ZW_LEND(of) ((void)(of))
#define ZW_TAKE_BACK(of) ((void)(of))
#endif

/* crc.c */
uint32_t zw_crc32(uint32_t crc, const uint8_t *p, size_t n);

/* cpu.c */
uint64_t zw_cpu_features(uint64_t wanted); /* those of them that it has */
bool zw_cpu_has(const char *name); /* on x86-64 */
bool zw_cpu_multiplies_carryless(void); /* likewise */
void zw_cpu_names(uint64_t mask, char *out, size_t size);
const char *zw_cpu_level(uint64_t have);

/* verify.c */
int zw_verify(zw_module *m, zw_error *err);
/* Before anything is verified: whether whole pages of memory images are there, and where; `read` bytes of the file are known. */
bool zw_find_image(const zw_module *m, size_t read, uint64_t *at, uint64_t *size);

/* types_read.c */
int zw_types_intern(zw_module *m, zw_error *err);
void zw_functype_text(uint32_t id, char *out, size_t size);

/* types.c */
int zw_types_take(const uint32_t *words, uint32_t nwords, uint32_t ntypes, uint32_t *ids); /* ids of a group, counted */
void zw_types_drop(zw_module *m); /* the module counts on its types no longer */
const zw_type *zw_type_hold(zw_store *store, uint32_t id); /* the store counts on the type; NULL: there is none, or no memory */
bool zw_valtype_hold(zw_store *store, zw_valtype type); /* false: no type of values, or it mentions an unknown type */
void zw_types_release(zw_store *store);
const zw_type *zw_type_get(uint32_t id);
bool zw_type_matches(uint32_t sub, uint32_t super);
zw_valtype zw_valtype_canon(const zw_module *m, uint64_t type);
bool zw_valtype_matches(zw_valtype sub, zw_valtype super);
bool zw_valtype_known(uint32_t word, uint32_t ntypes);

/* module.c */
zw_module *zw_module_new(zw_store *store, zw_error *err);
bool zw_module_enlist(zw_module *m); /* from now on its code is found; false: out of memory */
void zw_module_destroy(zw_module *m);

/* lookup.c; finding is async-signal-safe */
bool zw_index_reserve(zw_index *index); /* room for one more; false: out of memory */
void zw_index_free(zw_index *index);
void zw_index_add(zw_index *index, const void *start, uint64_t size, void *of);
void zw_index_remove(zw_index *index, const void *start, const void *of);
void *zw_index_find(zw_index *index, uint64_t address); /* NULL: nothing is there */
int zw_find_site(const zw_module *m, uint64_t off); /* trap code or 0 */
zw_module *zw_find_module(zw_store *store, uint64_t pc);
const char *zw_func_name(const zw_module *m, uint32_t i); /* of its own functions; NULL: none is known */
void zw_describe_pc(zw_store *store, uint64_t pc, zw_frame *out);
int64_t zw_trampoline(const zw_module *m, int table, uint32_t type);

/* link.c */
enum { ZW_NAME_TEXT = 401 };
const char *zw_name_text(zw_name name, char out[ZW_NAME_TEXT]); /* its first 100 bytes, NUL spelled out; out */
int zw_link(zw_instance *inst, const zw_extern *imports, zw_error *err);

/* init.c */
int zw_eval(zw_instance *inst, uint32_t first, uint32_t n, zw_value *out, zw_error *err);
int zw_init_globals(zw_instance *inst, zw_error *err);
int zw_init_elems(zw_instance *inst, zw_error *err);
int zw_init_active(zw_instance *inst, zw_error *err);
/* False: the store was asked to stop. */
bool zw_elem_copy(zw_instance *inst, uint32_t elem, uint64_t from, uint64_t n, uint64_t *to);

/* bulk.c */
void zw_move(uint8_t *to, const uint8_t *from, size_t n); /* the ranges may overlap */
/* As much as takes time is done in steps; false: the store was asked to stop between two of them. */
bool zw_bulk_move(const zw_store *store, uint8_t *to, const uint8_t *from, size_t n);
bool zw_bulk_fill(const zw_store *store, uint8_t *at, int byte, size_t n);
bool zw_bulk_refs(const zw_store *store, uint64_t *at, uint64_t value, size_t n);

/* memory.c */
/* ZW_OK, ZW_ERR_LIMIT, or ZW_ERR_TRAP: the store was asked to stop. */
int zw_mem_map_image(zw_mem *mem, zw_module *m, uint64_t at, uint64_t start, uint64_t size);
int zw_mem_make_room(zw_mem *mem); /* for one more user */
void zw_mem_add_user(zw_mem *mem, zw_vmctx *vmctx);
void zw_mem_free(zw_mem *mem);
void zw_tab_free(zw_tab *tab);

/* thread.c */
extern ZW_THREAD_LOCAL zw_thread *zw_current_thread;
zw_thread *zw_thread_get(void); /* prepares the calling thread; NULL: out of memory */

/* instance.c */
extern const void *const zw_libcalls[ZW_LIB_COUNT];

/* trap.c */
_Noreturn void zw_raise(uint32_t code);
void zw_capture(zw_thread *th, uint64_t pc, uint64_t fp, uint64_t sp);
int zw_report(zw_store *store, zw_thread *th, zw_error *err);

/* fault.c */
bool zw_fault_handle(zw_fault *fault);
void zw_fault_last(const zw_fault *fault);

/* trampoline.c */
void zw_host_trampoline(void); /* host-call trampoline of every type */

/* host.c */
typedef struct zw_host_regs zw_host_regs;
ZW_GUEST_CALL uint64_t zw_host_spread(zw_hostfunc *hf, zw_host_regs *regs, uint64_t *stack); /* for the trampoline */
zw_hostfunc *zw_hostfunc_alloc(zw_store *store, const zw_hostfunc *from); /* a copy; NULL: out of memory */
uint32_t zw_host_trap(zw_thread *th, int32_t result, const zw_value *cells); /* why the guest ends */

#endif
