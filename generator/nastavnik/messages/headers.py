"""What stands above the headers in the files for servers: lines for whoever keeps the server."""

HEADERS_NGINX = (
    "Заголовки раздела «Наставничество». Подключите внутри location, из которого отдаётся раздел:",
    "include /путь/к/папке/.nastavnik/headers/nginx.conf;",
    "Если в этом location есть другие add_header, впишите их сюда же: nginx не складывает их с верхними.",
)
HEADERS_CADDY = (
    "Заголовки раздела «Наставничество». Подключите внутри блока сайта:",
    "import /путь/к/папке/.nastavnik/headers/Caddyfile",
)
HEADERS_APACHE = (
    "Заголовки раздела «Наставничество» для Apache. Положите рядом с index.html раздела под именем .htaccess.",
    "Если после этого сервер отвечает ошибкой 500, хостинг такого файла не разрешает: удалите его.",
)
HEADERS_PUBLISHED = ("Заголовки раздела «Наставничество» для хостингов, которые читают этот файл.",)
HEADERS_HSTS = ("Strict-Transport-Security здесь нет: он относится ко всему домену, решает тот, кто им управляет.",)
