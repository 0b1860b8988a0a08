import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@nowait/chassis/testing/eventually'
import { openLine } from './load.ts'

const modules = '/usr/lib/nginx/modules'
const binary = '/usr/sbin/nginx'

/** Debian's packages `nginx` and `libnginx-mod-http-lua`. */
export const hasNginx = () => existsSync(binary) && existsSync(join(modules, 'ngx_http_lua_module.so'))

/** nginx with one worker that asks by `capture_multi` and joins the texts: as fast as it gets without being us. */
export async function startNginx(port: number, urls: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'nowait-nginx-'))
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, urls))
  const child = spawn(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const end = () => {
    child.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  const stop = async () => {
    process.off('exit', end)
    child.kill('SIGTERM')
    await ended
    end()
  }
  try {
    await eventually(async () => (await openLine(port)).close())
  } catch (error) {
    await stop()
    throw error
  }
  return { pid: child.pid!, stop }
}

const configuration = (folder: string, port: number, urls: readonly string[]) => `
load_module ${modules}/ndk_http_module.so;
load_module ${modules}/ngx_http_lua_module.so;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
worker_processes 1;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  ${urls.map((url, at) => `upstream part${at} { server ${new URL(url).host}; keepalive 64; keepalive_requests 1000000; }`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    ${['orders', 'shipments', 'orders'].map((path, at) => `location /part${at}/ { internal; proxy_pass http://part${at}/${path}/; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass_request_headers off; }`).join('\n    ')}
    location ~ ^/api/pages/order/(?<id>[0-9a-f-]+)$ {
      default_type application/json;
      content_by_lua_block {
        local id = ngx.var.id
        local a, b, c = ngx.location.capture_multi({ { "/part0/" .. id }, { "/part1/" .. id }, { "/part2/" .. id .. "/points" } })
        local body = '{"order":' .. a.body .. ',"shipping":' .. b.body .. ',"point":' .. c.body .. '}'
        ngx.header["content-length"] = #body
        ngx.print(body)
      }
    }
  }
}
`
