@echo off
rem Double click opens the desk of the section. The first time it installs the program: needs Python 3.11 and the internet.
chcp 65001 > nul
cd /d "%~dp0"
set PYTHONUTF8=1
set "program=.venv\Scripts\python.exe"
if not defined NASTAVNIK_FOLDER set "NASTAVNIK_FOLDER=%USERPROFILE%\nastavnichestvo"

"%program%" -c "import nastavnik" > nul 2> nul
if not errorlevel 1 goto open
where py > nul 2> nul
if errorlevel 1 goto python
echo Ставлю программу. Это один раз, подождите несколько минут.
py -3 -m venv .venv
if errorlevel 1 goto failed
"%program%" -m pip install --quiet --require-hashes -r requirements\school.lock
if errorlevel 1 goto failed
"%program%" -m pip install --quiet --no-deps --no-build-isolation .
if errorlevel 1 goto failed

:open
if not exist "%NASTAVNIK_FOLDER%" mkdir "%NASTAVNIK_FOLDER%"
"%program%" -m nastavnik desk --root "%NASTAVNIK_FOLDER%" %*
if errorlevel 1 goto failed
exit /b 0

:python
echo На этом компьютере нет Python. Его скачивают с сайта python.org, версию 3.11 или новее.
:failed
echo По шагам, с ответами на «не получилось»: docs\ru\install.md
pause
exit /b 1
