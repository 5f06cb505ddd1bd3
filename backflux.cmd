@echo off
rem The command line of Backflux. Builds itself on its first run and when sources have changed, then starts.
rem BACKFLUX_OPTS holds further flags for its JVM, MAVEN_OPTS those for the build's.
setlocal EnableExtensions DisableDelayedExpansion

set "HOME_DIR=%~dp0"
set "STATE=%HOME_DIR%.backflux"
set "STAMP=%STATE%\built"
set "JAR=%HOME_DIR%cli\target\backflux.jar"

set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>nul
if errorlevel 1 (
    echo backflux: there is no java; install JDK 17 or newer, or let JAVA_HOME name one 1>&2
    exit /b 1
)
set "VERSION=17"
for /f "tokens=3" %%v in ('""%JAVA%" -version 2^>^&1 ^| findstr /c:" version ""') do for /f "tokens=1 delims=." %%m in ("%%~v") do set "VERSION=%%m"
if %VERSION% LSS 17 (
    echo backflux: %JAVA% is version %VERSION%; Backflux needs Java 17 or newer 1>&2
    exit /b 1
)

rem Java reads arguments in a code page, but variables in Unicode: what the code page lacks is found by comparing.
set BACKFLUX_ARGUMENTS=%*

set "WHY="
set "TERMINAL=false"
set "NOW="
set "BUILT="
if exist "%STAMP%" set /p BUILT=<"%STAMP%"
call :look
if not "%NOW%"=="%BUILT%" set "WHY=sources changed"
if not exist "%JAR%" set "WHY=its files are gone"
if not exist "%STAMP%" set "WHY=first run"
if defined WHY call :build || exit /b 1

set "UNSAFE="
if %VERSION% GEQ 23 set "UNSAFE=--sun-misc-unsafe-memory-access=allow"
"%JAVA%" -XX:+UseSerialGC -XX:-UsePerfData %UNSAFE% %BACKFLUX_OPTS% -Dbackflux.terminal=%TERMINAL% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

:look
rem One line with a T if somebody watches, and one with a checksum over the names, dates and lengths of all sources: whether
rem they changed, not whether they are newer, since a date may lie.
for /f "delims=" %%f in ('powershell -NoProfile -Command "if (-not [Console]::IsErrorRedirected) { 'T' }; Set-Location -LiteralPath $env:HOME_DIR; $s = Get-ChildItem pom.xml, bom, core, reactor-adapter, quota-redis, simulator, cli -Recurse -File | Where-Object { $_.FullName -notmatch '\\target\\' -and ($_.Name -eq 'pom.xml' -or $_.FullName -match '\\src\\main\\') } | Sort-Object FullName | ForEach-Object { $_.FullName + ' ' + $_.LastWriteTimeUtc.Ticks + ' ' + $_.Length }; $h = [Security.Cryptography.SHA256]::Create().ComputeHash([Text.Encoding]::UTF8.GetBytes($s -join '/')); [BitConverter]::ToString($h)"') do (
    if "%%f"=="T" (set "TERMINAL=true") else (set "NOW=%%f")
)
exit /b 0

:build
where mvn >nul 2>nul
if errorlevel 1 (
    echo backflux: there is no mvn, which the build needs; install Maven 3.8.7 or newer 1>&2
    exit /b 1
)
if not exist "%STATE%" mkdir "%STATE%"
rem A folder is made by one process alone; who comes second waits for it.
set "TOLD="
:lock
mkdir "%STATE%\lock" 2>nul && goto locked
if not defined TOLD echo backflux: waiting for a build that runs already; if none does, remove %STATE%\lock 1>&2
set "TOLD=yes"
timeout /t 2 /nobreak >nul 2>nul || ping -n 3 127.0.0.1 >nul
goto lock
:locked
if defined TOLD if exist "%STAMP%" if exist "%JAR%" goto unlock
echo backflux: building (%WHY%) ... 1>&2
>"%STAMP%.new" echo %NOW%
set "MAVEN_OPTS=-Xmx768m %MAVEN_OPTS%"
pushd "%HOME_DIR%"
call mvn -q -B -Dstyle.color=never -Dmaven.test.skip=true -pl cli -am package > "%STATE%\build.log" 2>&1
if errorlevel 1 (
    popd
    type "%STATE%\build.log" 1>&2
    rmdir "%STATE%\lock"
    echo backflux: the build failed 1>&2
    exit /b 1
)
popd
move /y "%STAMP%.new" "%STAMP%" >nul
:unlock
rmdir "%STATE%\lock"
exit /b 0
