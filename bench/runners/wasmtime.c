/* libwasmtime in a process of its own; STRATEGY is `cranelift` or `winch`.
 *   wasmtime STRATEGY compile FILE.wasm OUT   one thread, no cache; reports the time in process
 *   wasmtime STRATEGY run OUT [ARGS]          runs a WASI program with this folder as "."; reports the time of _start
 *   wasmtime STRATEGY load OUT                reports the time of loading and instantiating it in a fresh store
 *
 * The PyPI package has the library without its headers: these are the declarations that are used. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "runner.h"

typedef struct wasm_config_t wasm_config_t;
typedef struct wasm_engine_t wasm_engine_t;
typedef struct wasm_trap_t wasm_trap_t;
typedef struct wasi_config_t wasi_config_t;
typedef struct wasmtime_error_t wasmtime_error_t;
typedef struct wasmtime_module_t wasmtime_module_t;
typedef struct wasmtime_store_t wasmtime_store_t;
typedef struct wasmtime_context_t wasmtime_context_t;
typedef struct wasmtime_linker_t wasmtime_linker_t;
typedef struct wasm_byte_vec_t {
    size_t size;
    char *data;
} wasm_byte_vec_t;
typedef struct wasmtime_instance_t {
    uint64_t store_id;
    size_t private;
} wasmtime_instance_t;
typedef struct wasmtime_func_t {
    uint64_t store_id;
    void *private;
} wasmtime_func_t;
typedef struct wasmtime_extern_t {
    uint8_t kind;
    union {
        wasmtime_func_t func;
        uint64_t largest[3];
    } of;
} wasmtime_extern_t;

enum { WASMTIME_STRATEGY_CRANELIFT = 1, WASMTIME_STRATEGY_WINCH = 2 };
enum { WASMTIME_OPT_LEVEL_SPEED = 1 };
enum { WASMTIME_EXTERN_FUNC = 0 };

wasm_config_t *wasm_config_new(void);
void wasmtime_config_strategy_set(wasm_config_t *, uint8_t);
void wasmtime_config_cranelift_opt_level_set(wasm_config_t *, uint8_t);
void wasmtime_config_parallel_compilation_set(wasm_config_t *, bool);
wasm_engine_t *wasm_engine_new_with_config(wasm_config_t *);
wasmtime_error_t *wasmtime_module_new(wasm_engine_t *, const uint8_t *, size_t, wasmtime_module_t **);
wasmtime_error_t *wasmtime_module_serialize(wasmtime_module_t *, wasm_byte_vec_t *);
wasmtime_error_t *wasmtime_module_deserialize_file(wasm_engine_t *, const char *, wasmtime_module_t **);
void wasmtime_module_delete(wasmtime_module_t *);
wasmtime_linker_t *wasmtime_linker_new(wasm_engine_t *);
wasmtime_error_t *wasmtime_linker_define_wasi(wasmtime_linker_t *);
wasmtime_error_t *wasmtime_linker_instantiate(const wasmtime_linker_t *, wasmtime_context_t *, const wasmtime_module_t *,
                                              wasmtime_instance_t *, wasm_trap_t **);
wasmtime_store_t *wasmtime_store_new(wasm_engine_t *, void *, void (*)(void *));
wasmtime_context_t *wasmtime_store_context(wasmtime_store_t *);
void wasmtime_store_delete(wasmtime_store_t *);
wasi_config_t *wasi_config_new(void);
bool wasi_config_set_argv(wasi_config_t *, size_t, const char *const *);
void wasi_config_inherit_stdout(wasi_config_t *);
void wasi_config_inherit_stderr(wasi_config_t *);
bool wasi_config_preopen_dir(wasi_config_t *, const char *, const char *, bool);
wasmtime_error_t *wasmtime_context_set_wasi(wasmtime_context_t *, wasi_config_t *);
bool wasmtime_instance_export_get(wasmtime_context_t *, const wasmtime_instance_t *, const char *, size_t, wasmtime_extern_t *);
wasmtime_error_t *wasmtime_func_call(wasmtime_context_t *, const wasmtime_func_t *, const void *, size_t, void *, size_t,
                                     wasm_trap_t **);
bool wasmtime_error_exit_status(const wasmtime_error_t *, int *);
void wasmtime_error_message(const wasmtime_error_t *, wasm_byte_vec_t *);
void wasm_trap_message(const wasm_trap_t *, wasm_byte_vec_t *);

static wasm_engine_t *engine;
static wasmtime_linker_t *linker;

static void check(const wasmtime_error_t *error, const wasm_trap_t *trap)
{
    wasm_byte_vec_t text;
    if (error == NULL && trap == NULL)
        return;
    if (error != NULL)
        wasmtime_error_message(error, &text);
    else
        wasm_trap_message(trap, &text);
    fprintf(stderr, "%.*s\n", (int)text.size, text.data);
    exit(1);
}

static int compile(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    if (in == NULL || out == NULL || fseek(in, 0, SEEK_END) != 0)
        return 1;
    size_t size = (size_t)ftell(in);
    uint8_t *wasm = malloc(size);
    rewind(in);
    if (wasm == NULL || fread(wasm, 1, size, in) != size)
        return 1;
    wasmtime_module_t *module;
    wasm_byte_vec_t bytes;
    long start = now();
    check(wasmtime_module_new(engine, wasm, size, &module), NULL);
    check(wasmtime_module_serialize(module, &bytes), NULL);
    report("compile", now() - start);
    return fwrite(bytes.data, 1, bytes.size, out) != bytes.size || fclose(out) != 0;
}

static wasmtime_module_t *instantiate(wasmtime_store_t *store, int argc, char **argv, wasmtime_instance_t *instance)
{
    wasmtime_module_t *module;
    wasm_trap_t *trap = NULL;
    wasi_config_t *wasi = wasi_config_new();
    wasi_config_set_argv(wasi, (size_t)argc, (const char *const *)argv);
    wasi_config_inherit_stdout(wasi);
    wasi_config_inherit_stderr(wasi);
    wasi_config_preopen_dir(wasi, ".", ".", false);
    check(wasmtime_context_set_wasi(wasmtime_store_context(store), wasi), NULL);
    check(wasmtime_module_deserialize_file(engine, argv[0], &module), NULL);
    check(wasmtime_linker_instantiate(linker, wasmtime_store_context(store), module, instance, &trap), trap);
    return module;
}

static void load(const char *file)
{
    wasmtime_instance_t instance;
    wasmtime_store_t *store = wasmtime_store_new(engine, NULL, NULL);
    char *argv[] = {(char *)file, NULL};
    wasmtime_module_delete(instantiate(store, 1, argv, &instance));
    wasmtime_store_delete(store);
}

static int run(int argc, char **argv)
{
    wasmtime_instance_t instance;
    wasmtime_extern_t begin;
    wasm_trap_t *trap = NULL;
    wasmtime_store_t *store = wasmtime_store_new(engine, NULL, NULL);
    wasmtime_context_t *context = wasmtime_store_context(store);
    instantiate(store, argc, argv, &instance);
    if (!wasmtime_instance_export_get(context, &instance, "_start", 6, &begin) || begin.kind != WASMTIME_EXTERN_FUNC)
        return 1;
    long start = now();
    wasmtime_error_t *error = wasmtime_func_call(context, &begin.of.func, NULL, 0, NULL, 0, &trap);
    long end = now();
    int status = 0;
    if (error == NULL || !wasmtime_error_exit_status(error, &status))
        check(error, trap);
    report("start", end - start);
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    wasm_config_t *config = wasm_config_new();
    bool winch = strcmp(argv[1], "winch") == 0;
    wasmtime_config_strategy_set(config, winch ? WASMTIME_STRATEGY_WINCH : WASMTIME_STRATEGY_CRANELIFT);
    wasmtime_config_cranelift_opt_level_set(config, WASMTIME_OPT_LEVEL_SPEED);
    wasmtime_config_parallel_compilation_set(config, false);
    engine = wasm_engine_new_with_config(config);
    if (argc == 5 && strcmp(argv[2], "compile") == 0)
        return compile(argv[3], argv[4]);
    linker = wasmtime_linker_new(engine);
    check(wasmtime_linker_define_wasi(linker), NULL);
    if (argc == 4 && strcmp(argv[2], "load") == 0)
        return report_loads(argv[3], load);
    return strcmp(argv[2], "run") == 0 ? run(argc - 3, argv + 3) : 2;
}
