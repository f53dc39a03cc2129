/* libzwasm: loads compiled WebAssembly (.cwasm containers) and runs it in this process.
 *
 * A store owns everything that is created in it: modules, instances, memories, tables, globals, host functions. Pointers
 * stay valid until zw_store_free; modules may be given back before, by zw_module_free. A store is used by one thread at a time;
 * different stores are independent. Functions that can fail return NULL or a nonzero kind and describe the failure in a
 * zw_error. */
#ifndef ZWASM_H
#define ZWASM_H

#include <stddef.h>
#include <stdint.h>

#include "zw_abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ZW_API __attribute__((visibility("default")))
#else
#define ZW_API
#endif

typedef struct zw_store zw_store;
typedef struct zw_module zw_module;
typedef struct zw_instance zw_instance;
typedef struct zw_func zw_func;     /* what a funcref points to (zw_funcref) */
typedef struct zw_mem zw_mem;       /* begins with a zw_memory */
typedef struct zw_tab zw_tab;       /* begins with a zw_table */
typedef struct zw_global zw_global;
typedef struct zw_tag zw_tag;
struct zw_wasi;

/* Value types are the numbers of the binary format (i32 0x7f, i64 0x7e, f32 0x7d, f64 0x7c, v128 0x7b); a reference type is
 * heap type << 8 | 0x63 (nullable) or | 0x64, the heap type a negative abstract one or a type id. */
typedef int64_t zw_valtype;
#define ZW_I32 0x7f
#define ZW_I64 0x7e
#define ZW_F32 0x7d
#define ZW_F64 0x7c
#define ZW_V128 0x7b
#define ZW_FUNCREF (-0x1000 + 0x63)
#define ZW_EXTERNREF (-0x1100 + 0x63)

enum { ZW_FUNC = 0, ZW_TABLE = 1, ZW_MEMORY = 2, ZW_GLOBAL = 3, ZW_TAG = 4 };

typedef struct zw_extern {
    uint32_t kind;
    uint32_t pad;
    union {
        zw_func *func;
        zw_tab *table;
        zw_mem *memory;
        zw_global *global;
        zw_tag *tag;
        void *any;
    } of;
} zw_extern;

enum {
    ZW_OK = 0,
    ZW_ERR_FORMAT = 1, /* the bytes are no usable container */
    ZW_ERR_LINK = 2,   /* an import is missing or has the wrong type */
    ZW_ERR_LIMIT = 3,  /* a resource limit, or the system refused memory */
    ZW_ERR_USE = 4,    /* the call makes no sense */
    ZW_ERR_TRAP = 5,   /* the guest trapped: trap, frames */
    ZW_ERR_EXIT = 6    /* the guest ended itself: status */
};

#define ZW_MAX_FRAMES 32

typedef struct zw_frame {
    uint64_t wasm_offset;  /* byte of the module, or all ones if unknown */
    const char *name;      /* of the function, or NULL */
    uint32_t func_index;
    uint32_t pad;
} zw_frame;

typedef struct zw_error {
    uint32_t kind;
    uint32_t trap;    /* ZW_TRAP_* */
    uint32_t status;  /* for ZW_ERR_EXIT */
    uint32_t nframes; /* of frames[], innermost first */
    uint64_t depth;   /* all wasm frames there were */
    char message[488];
    zw_frame frames[ZW_MAX_FRAMES];
} zw_error;

ZW_API const char *zw_version(void);
ZW_API uint32_t zw_abi_hash(void);

/* Stores. */
ZW_API zw_store *zw_store_new(void);
ZW_API void zw_store_free(zw_store *store);
/* The most bytes that all memories and tables of the store may have together (no limit: UINT64_MAX); memories without guard
 * pages reserve no more address space than what is left when they are made. */
ZW_API void zw_store_limit_memory(zw_store *store, uint64_t bytes);
/* Ask running guests of the store to stop (or take the request back); async-signal-safe. Heeded by code compiled with
 * --interruptible, in the middle of long bulk operations, and by blocking WASI calls (but for opening a pipe that nobody has
 * at its other end). */
ZW_API void zw_store_interrupt(zw_store *store, int on);
ZW_API const volatile uint64_t *zw_store_interrupt_flag(zw_store *store);

/* Modules. The bytes are copied (but for memory images, which are mapped from a file); the descriptor stays the caller's. While the
 * module lives, no guest of the process can write, rename or remove the file. */
ZW_API zw_module *zw_module_load(zw_store *store, const void *bytes, size_t size, zw_error *err);
ZW_API zw_module *zw_module_load_fd(zw_store *store, int fd, zw_error *err);
/* A container of `size` bytes that starts at `offset` of a file, a multiple of a page (4 KiB on x86-64). */
ZW_API zw_module *zw_module_map(zw_store *store, int fd, uint64_t offset, uint64_t size, zw_error *err);
/* A container that the system has mapped already, as a part of a program: nothing is copied. It has to stay as it is until the
 * module is freed. `text` may lie elsewhere than in the container, with the constants right before it. */
typedef struct zw_static_module {
    uint64_t magic; /* ZW_STATIC_MAGIC */
    const void *container; /* its bytes: readable, 16-aligned */
    uint64_t size;
    const void *text; /* its code: executable, 64-aligned */
    uint64_t text_size;
} zw_static_module;
#define ZW_STATIC_MAGIC 0x636974617473777aull
ZW_API zw_module *zw_module_static(zw_store *store, const zw_static_module *module, zw_error *err);
/* Gives a module back, once: it is not to be used any more. It is freed at once, with all that was loaded, and its file let go,
 * unless it has instances: those, and with them functions, references and names in backtraces, use it until the store is
 * freed. NULL is fine. */
ZW_API void zw_module_free(zw_module *module);
/* Nor can a guest rename or remove what leads from `path` to the file `fd`: directories, symbolic links. 0: out of memory. */
ZW_API int zw_module_protect(zw_module *module, int fd, const char *path);
/* What a line about a crash calls the module: its file's name. */
ZW_API void zw_module_set_name(zw_module *module, const char *name);
/* Verify the checksum of code and data too. */
ZW_API int zw_module_check(zw_module *module, zw_error *err);
ZW_API int zw_module_interruptible(const zw_module *module);
ZW_API int zw_module_has_start(const zw_module *module); /* it has a start function */

/* The type of an import, export or extern; which members count depends on the kind. */
typedef struct zw_externtype {
    uint32_t kind;
    uint32_t type_id;   /* func, tag */
    zw_valtype type;    /* table elements, global */
    uint64_t min, max;  /* table, memory (pages); max all ones: none */
    uint32_t is64, page_log2, shared, is_mutable;
    uint32_t guard;     /* memory: accesses are checked by guard pages (32-bit, 64 KiB pages only) */
    uint32_t pad;
} zw_externtype;

typedef struct zw_name {
    const char *text; /* not NUL-terminated */
    size_t size;
} zw_name;

ZW_API size_t zw_module_imports(const zw_module *module);
ZW_API void zw_module_import(const zw_module *module, size_t i, zw_name *from, zw_name *name, zw_externtype *type);
ZW_API size_t zw_module_exports(const zw_module *module);
ZW_API void zw_module_export(const zw_module *module, size_t i, zw_name *name, zw_externtype *type);

/* Function types, known by process-wide ids: equal types have equal ids in all modules and stores. An id, and the types that
 * zw_functype points to, are valid until all modules and stores are freed that have an import, an export or an object of that
 * type; then the id may come to mean another type. Those of zw_store_functype_id are valid until the store is freed, those
 * of zw_functype_id for ever: that is for the types a program names itself, not for what modules ask for. All ones: one of
 * the types is none, or there is no room (2^22 different ones). Objects that are made of an id hold its type. */
ZW_API uint32_t zw_functype_id(const zw_valtype *params, size_t nparams, const zw_valtype *results, size_t nresults);
ZW_API uint32_t zw_store_functype_id(zw_store *store, const zw_valtype *params, size_t nparams, const zw_valtype *results,
                                     size_t nresults);
ZW_API int zw_functype(uint32_t id, const zw_valtype **params, size_t *nparams, const zw_valtype **results, size_t *nresults);

/* Instances. `imports` has one extern per import in module order. When `run_start` is 0 the start function is left to the
 * caller (zw_instance_start). */
ZW_API zw_instance *zw_instance_new(zw_store *store, zw_module *module, const zw_extern *imports, int run_start, zw_error *err);
ZW_API int zw_instance_start(zw_instance *instance, zw_error *err);
ZW_API void zw_instance_export(zw_instance *instance, size_t i, zw_extern *out);
ZW_API int zw_instance_find(zw_instance *instance, const char *name, size_t size, zw_extern *out);
ZW_API void zw_extern_type(const zw_extern *external, zw_externtype *out);

/* Calls. `cells` holds the arguments, and has room for the results. Guests run on the calling thread's stack, which needs
 * 96 KiB (else ZW_ERR_LIMIT), and on no other: fibers with a stack of their own are refused (ZW_ERR_USE). */
ZW_API uint32_t zw_func_type(const zw_func *func);
ZW_API int zw_call(zw_store *store, zw_func *func, zw_value *cells, zw_error *err);

/* Host functions. A callback returns one of these, or ZW_HOST_TRAP + a trap code. */
enum { ZW_HOST_OK = 0, ZW_HOST_FAIL = 1, ZW_HOST_EXIT = 2 /* the status is in cells[0].lo */, ZW_HOST_TRAP = 0x100 };
/* `instance` is the one that imports the function; where none does, the one that was entered, or NULL for calls from C. */
typedef int32_t zw_callback(void *env, zw_instance *instance, zw_value *cells);
ZW_API zw_func *zw_hostfunc_new(zw_store *store, uint32_t type_id, zw_callback *call, void *env);
/* A function of WASI bound to a context, or NULL if there is none of that name. Uses the memory that the instance
 * exports as "memory". The context is freed after the store. */
ZW_API zw_func *zw_wasi_import(zw_store *store, struct zw_wasi *wasi, const char *module, const char *name);

/* A stand-in for import i of a module that nobody provides.  ZW_UNKNOWN_TRAP: calling it traps with a message that names it;
 * ZW_UNKNOWN_DEFAULT: functions return zeros and nulls, others are new, with the smallest size and zeros or nulls inside.  Where
 * there is nothing to give (ZW_UNKNOWN_DENY, a trapping import that is no function, a reference that cannot be null) out->of.any
 * is NULL.  Returns a kind of error. */
enum { ZW_UNKNOWN_DENY = 0, ZW_UNKNOWN_TRAP = 1, ZW_UNKNOWN_DEFAULT = 2 };
ZW_API int zw_unknown_import(zw_store *store, const zw_module *module, size_t i, int policy, zw_extern *out, zw_error *err);

/* Memories (sizes in bytes), tables, globals, tags. */
ZW_API zw_mem *zw_mem_new(zw_store *store, const zw_externtype *type, zw_error *err);
ZW_API uint8_t *zw_mem_data(const zw_mem *mem);
ZW_API uint64_t zw_mem_size(const zw_mem *mem);
ZW_API int64_t zw_mem_grow(zw_mem *mem, uint64_t pages); /* old size in pages or -1 */
ZW_API zw_tab *zw_tab_new(zw_store *store, const zw_externtype *type, uint64_t init, zw_error *err);
ZW_API uint64_t zw_tab_size(const zw_tab *tab);
ZW_API int zw_tab_get(const zw_tab *tab, uint64_t i, uint64_t *out); /* 0: out of bounds */
ZW_API int zw_tab_set(zw_tab *tab, uint64_t i, uint64_t value);
ZW_API int64_t zw_tab_grow(zw_tab *tab, uint64_t n, uint64_t init); /* old size or -1 */
ZW_API zw_global *zw_global_new(zw_store *store, zw_valtype type, int is_mutable, const zw_value *value);
ZW_API zw_value *zw_global_cell(const zw_global *global);
ZW_API zw_tag *zw_tag_new(zw_store *store, uint32_t type_id);

#ifdef __cplusplus
}
#endif
#endif
