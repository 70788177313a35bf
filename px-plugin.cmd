@echo off
rem Runs px-plugin from its sources: builds it on first use and after a change, then starts it.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
if "%root:~-1%"=="\" set "root=%root:~0,-1%"
set "target=%root%\action\target"
set "lib=%target%\px-plugin\lib"
set "stamp=%target%\px-plugin\built"
set "archive=%target%\px-plugin\classes.jsa"
set "options=-Xmx512m -Xmn32m -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=200000 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -Xshare:auto -Dsun.reflect.inflationThreshold=1000 -XX:-UsePerfData -Dfile.encoding=UTF-8"

set "java="
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%j in (java.exe) do set "java=%%~$PATH:j"
if not defined java (
  echo px-plugin: there is no java; install a JDK, 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
if not exist "%java%" (
  echo px-plugin: "%java%" does not exist; correct JAVA_HOME 1>&2
  exit /b 1
)

call :stale
if errorlevel 1 goto run
call :build_alone
if errorlevel 1 exit /b 1

:run
if not exist "%archive%" goto run_plain
"%java%" %options% -XX:SharedArchiveFile="%archive%" -Xlog:cds=off -Xlog:cds+dynamic=off "-Dpx.program=%~0" -cp "%lib%\*" io.powerx.publish.cli.PxPlugin %*
exit /b %errorlevel%
:run_plain
"%java%" %options% "-Dpx.program=%~0" -cp "%lib%\*" io.powerx.publish.cli.PxPlugin %*
exit /b %errorlevel%

rem Exit code 0 where something that the command is made of is newer than what was built.
:stale
if not exist "%stamp%" exit /b 0
powershell -NoLogo -NoProfile -NonInteractive -Command ^
  "$built = (Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc;" ^
  "$paths = 'pom.xml','contract\pom.xml','docs\contracts','contract\src\main','shared-core\pom.xml','sandbox\pom.xml','action\pom.xml','shared-core\src\main','sandbox\src\main','action\src\main' | ForEach-Object { Join-Path $env:root $_ };" ^
  "$newer = Get-ChildItem -LiteralPath $paths -Recurse -Force -ErrorAction SilentlyContinue | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1;" ^
  "if ($newer) { exit 0 } else { exit 1 }"
exit /b %errorlevel%

rem One build at a time: making a folder succeeds for one of those who try.
:build_alone
if not exist "%target%" mkdir "%target%"
set "lock=%target%\px-plugin.lock"
set /a waited=0
:acquire
mkdir "%lock%" 2>nul && goto acquired
if %waited%==0 echo px-plugin: another px-plugin is building, waiting for it 1>&2
set /a waited+=1
if %waited% geq 900 (
  echo px-plugin: waited 15 minutes for another build; if there is none, remove "%lock%" 1>&2
  exit /b 1
)
ping -n 2 127.0.0.1 >nul
goto acquire
:acquired
call :stale
if errorlevel 1 goto release
call :build
set "built=%errorlevel%"
rmdir "%lock%"
exit /b %built%
:release
rmdir "%lock%"
exit /b 0

:build
set "mvn="
for %%m in (mvn.cmd) do set "mvn=%%~$PATH:m"
if not defined mvn (
  echo px-plugin: there is no mvn; install Maven, 3.8 or newer 1>&2
  exit /b 1
)
if not exist "%target%\px-plugin" mkdir "%target%\px-plugin"
set "log=%target%\px-plugin\build.log"
if exist "%stamp%" (
  echo px-plugin: a source has changed, building again ^(log: "%log%"^) 1>&2
) else (
  echo px-plugin: building for the first use, this takes a minute or more ^(log: "%log%"^) 1>&2
)
if exist "%stamp%" del "%stamp%"
if exist "%archive%" del "%archive%"
if exist "%lib%" rmdir /s /q "%lib%"
break > "%stamp%.new"
pushd "%root%"
call "%mvn%" -B -q -P-checks -DskipTests -Dspotless.check.skip=true -Dpx.single.jar.skip=true package -pl action -am > "%log%" 2>&1
set "result=%errorlevel%"
popd
if not %result%==0 (
  type "%log%" 1>&2
  echo px-plugin: the build failed; the log is "%log%" 1>&2
  exit /b 1
)
rem Loading classes from an archive halves the time to start. Doing without it is no failure.
"%java%" %options% -XX:ArchiveClassesAtExit="%archive%" -cp "%lib%\*" io.powerx.publish.cli.PxPlugin publish --help >> "%log%" 2>&1
move /y "%stamp%.new" "%stamp%" > nul
exit /b 0
