/* What a module's imports get: exports of preloaded modules, WASI, or stand-ins. */
#include <stdlib.h>
#include <string.h>

#include "program.h"

#define KNOWN_MODULES "wasi_snapshot_preview1, wasi_unstable"

/* A function of WASI, or NULL. */
static zw_func *from_wasi(zw_store *store, zw_wasi *wasi, zw_name from, zw_name field)
{
    char module[64], name[64];
    if (from.size >= sizeof module || field.size >= sizeof name || memchr(from.text, '\0', from.size) != NULL ||
        memchr(field.text, '\0', field.size) != NULL)
        return NULL;
    memcpy(module, from.text, from.size);
    module[from.size] = '\0';
    memcpy(name, field.text, field.size);
    name[field.size] = '\0';
    return zw_wasi_import(store, wasi, module, name);
}

/* The export of the last preloaded module of that name that has one of this name. */
static int from_preload(zw_instance *const *loaded, size_t n, zw_name from, zw_name field, zw_extern *out)
{
    while (n-- > 0)
        if (opt.preloads[n].size == from.size && memcmp(opt.preloads[n].name, from.text, from.size) == 0 &&
            zw_instance_find(loaded[n], field.text, field.size, out))
            return 1;
    return 0;
}

static zw_instance *instantiate(zw_store *store, zw_module *m, zw_wasi *wasi, zw_instance *const *loaded, size_t n, int policy,
                                zw_error *err)
{
    size_t count = zw_module_imports(m);
    zw_extern *imports = must(calloc(count + 1, sizeof *imports));
    for (size_t i = 0; i < count; i++) {
        zw_name from, field;
        zw_externtype type;
        zw_module_import(m, i, &from, &field, &type);
        if (from_preload(loaded, n, from, field, &imports[i]))
            continue;
        imports[i].kind = type.kind;
        if (type.kind == ZW_FUNC)
            imports[i].of.func = from_wasi(store, wasi, from, field);
        if (imports[i].of.any == NULL && zw_unknown_import(store, m, i, policy, &imports[i], err)) {
            free(imports);
            return NULL;
        }
    }
    zw_instance *inst = zw_instance_new(store, m, imports, 1, err);
    free(imports);
    return inst;
}

/* The exit status of an instantiation that failed. */
static int failed(const char *file, const zw_error *err)
{
    if (err->kind == ZW_ERR_TRAP || err->kind == ZW_ERR_EXIT)
        return finish_call(file, (int)err->kind, err);
    int unknown = err->kind == ZW_ERR_LINK && strncmp(err->message, "unknown", 7) == 0;
    say_error(file, "%s%s", err->message, unknown ? " (known modules: " KNOWN_MODULES "; see --preload, --unknown-imports)" : "");
    return EXIT_CANNOT;
}

int preload_all(zw_store *store, zw_wasi *wasi, zw_instance **loaded, int *status)
{
    zw_error err;
    zw_module **modules = must(calloc(opt.npreloads + 1, sizeof *modules));
    *status = EXIT_CANNOT;
    for (size_t i = 0; i < opt.npreloads; i++) { /* all of them before any guest runs, which could replace their files */
        modules[i] = load(store, &opt.preloads[i].file);
        if (modules[i] == NULL)
            return 0;
    }
    for (size_t i = 0; i < opt.npreloads; i++) {
        const char *file = opt.preloads[i].file;
        loaded[i] = instantiate(store, modules[i], wasi, loaded, i, ZW_UNKNOWN_DENY, &err);
        if (loaded[i] == NULL) {
            *status = failed(file, &err);
            return 0;
        }
        if (!initialize(store, loaded[i], file, status))
            return 0;
    }
    free(modules);
    return 1;
}

zw_instance *provide(zw_store *store, zw_module *m, zw_wasi *wasi, zw_instance *const *loaded, int *status)
{
    zw_error err;
    zw_instance *inst = instantiate(store, m, wasi, loaded, opt.npreloads, opt.unknown_imports, &err);
    *status = inst != NULL ? 0 : failed(opt.file, &err);
    return inst;
}
